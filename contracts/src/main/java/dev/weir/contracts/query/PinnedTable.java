package dev.weir.contracts.query;

import org.jspecify.annotations.Nullable;

/**
 * What a table was when a query read it.
 *
 * @param name {@code namespace.table}
 * @param snapshotId null for a table without a snapshot
 * @param committedEpochMillis when that snapshot was committed; null as {@code snapshotId}
 */
public record PinnedTable(
    String name, @Nullable Long snapshotId, @Nullable Long committedEpochMillis) {}
