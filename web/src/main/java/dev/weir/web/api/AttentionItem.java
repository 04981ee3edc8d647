package dev.weir.web.api;

/**
 * Something that needs the caller.
 *
 * @param title what is wrong, in one line
 * @param detail what to do
 * @param link path in the app
 */
public record AttentionItem(String title, String detail, String link) {}
