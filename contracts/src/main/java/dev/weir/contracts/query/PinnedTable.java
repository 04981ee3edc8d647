package dev.weir.contracts.query;

import org.jspecify.annotations.Nullable;

/**
 * What a table was when a query read it.
 *
 * @param name {@code namespace.table}
 * @param snapshotId digits, as text because clients whose numbers are doubles would change them;
 *     null for a table without a snapshot
 * @param committedEpochMillis when that snapshot was committed; null as {@code snapshotId}
 */
public record PinnedTable(
    String name, @Nullable String snapshotId, @Nullable Long committedEpochMillis) {}
