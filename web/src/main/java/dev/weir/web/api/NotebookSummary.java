package dev.weir.web.api;

import org.jspecify.annotations.Nullable;

/**
 * A notebook in the list.
 *
 * @param slug its name in paths
 * @param title for people
 * @param cells how many
 * @param favourite the caller starred it
 * @param updatedEpochMillis when it last changed
 * @param ready it was accepted
 * @param message what is wrong; null when ready
 */
public record NotebookSummary(
    String slug,
    String title,
    int cells,
    boolean favourite,
    long updatedEpochMillis,
    boolean ready,
    @Nullable String message) {}
