package dev.weir.crds.table;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One file that is to be loaded.
 *
 * @param source as the specification writes it; {@link TableStatus#loaded()} lists it afterwards
 * @param location where it is
 * @param format how it is written
 * @param rowNumberColumn column that is filled with the row's number; null: none
 * @param columns of the file; empty: by name
 * @param options of COPY
 * @param sha256 that the file must have; null: any
 */
public record TableLoad(
    String source,
    LoadLocation location,
    LoadFormat format,
    @Nullable String rowNumberColumn,
    List<String> columns,
    Map<String, String> options,
    @Nullable String sha256) {}
