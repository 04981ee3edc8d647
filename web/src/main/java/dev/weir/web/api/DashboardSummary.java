package dev.weir.web.api;

import org.jspecify.annotations.Nullable;

/**
 * A dashboard in the list.
 *
 * @param slug its name in paths
 * @param title for people
 * @param folder breadcrumb; null: none
 * @param charts how many
 * @param favourite the caller starred it
 * @param updatedEpochMillis when it last changed
 * @param ready every query worked when it was accepted
 * @param message what is wrong; null when ready
 */
public record DashboardSummary(
    String slug,
    String title,
    @Nullable String folder,
    int charts,
    boolean favourite,
    long updatedEpochMillis,
    boolean ready,
    @Nullable String message) {}
