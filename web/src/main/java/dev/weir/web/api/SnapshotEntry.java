package dev.weir.web.api;

import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a table.
 *
 * @param id as text, it does not fit a JavaScript number
 * @param parentId null for the first
 * @param committedEpochMillis when
 * @param operation {@code append}, {@code overwrite}, {@code delete} or {@code replace}
 * @param addedRows null when the writer did not say
 * @param deletedRows null when the writer did not say
 * @param totalRows null when the writer did not say
 * @param addedFiles null when the writer did not say
 * @param totalFiles null when the writer did not say
 * @param current queries read this one
 */
public record SnapshotEntry(
    String id,
    @Nullable String parentId,
    long committedEpochMillis,
    String operation,
    @Nullable Long addedRows,
    @Nullable Long deletedRows,
    @Nullable Long totalRows,
    @Nullable Long addedFiles,
    @Nullable Long totalFiles,
    boolean current) {}
