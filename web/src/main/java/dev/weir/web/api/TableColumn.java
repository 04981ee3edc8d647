package dev.weir.web.api;

import org.jspecify.annotations.Nullable;

/**
 * A column of a table with what the snapshot's metadata says about it.
 *
 * @param id Iceberg field id; 0 for a view
 * @param name of the column
 * @param type SQL type
 * @param nullable may be null
 * @param key part of the primary key
 * @param doc what it means; null when nobody said
 * @param min smallest value as text, from the bounds of the data files; long text may be cut; null
 *     when unknown or hidden by a mask
 * @param max as {@code min}
 * @param nullCount rows without a value; null when unknown
 * @param bytes compressed size in all data files; null when unknown
 */
public record TableColumn(
    int id,
    String name,
    String type,
    boolean nullable,
    boolean key,
    @Nullable String doc,
    @Nullable String min,
    @Nullable String max,
    @Nullable Long nullCount,
    @Nullable Long bytes) {}
