package dev.weir.web.api;

import org.jspecify.annotations.Nullable;

/**
 * An object in a list of the home page.
 *
 * @param kind what it is
 * @param slug its name in paths; {@code namespace.table} for a table
 * @param title for people
 * @param updatedEpochMillis when it last changed; null for tables
 * @param visitedEpochMillis when the caller last opened it; null when never
 * @param state how it stands
 */
public record ContentItem(
    ContentKind kind,
    String slug,
    String title,
    @Nullable Long updatedEpochMillis,
    @Nullable Long visitedEpochMillis,
    ContentState state) {}
