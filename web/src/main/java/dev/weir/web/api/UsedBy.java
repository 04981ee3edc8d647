package dev.weir.web.api;

/**
 * An object that reads a table.
 *
 * @param kind what it is
 * @param slug its name in paths
 * @param title for people
 */
public record UsedBy(ContentKind kind, String slug, String title) {}
