package dev.weir.web.api;

import java.util.List;

/**
 * The home page of the caller.
 *
 * @param recent what they opened or what changed, newest first
 * @param favourites what they starred, by title
 * @param attention what needs them
 * @param tables how many tables and views they may see
 * @param firstVisit they have opened nothing yet
 */
public record HomeAnswer(
    List<ContentItem> recent,
    List<ContentItem> favourites,
    List<AttentionItem> attention,
    int tables,
    boolean firstVisit) {}
