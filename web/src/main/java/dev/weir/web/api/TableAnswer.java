package dev.weir.web.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table or view.
 *
 * @param namespace levels joined by dots
 * @param name without the namespace
 * @param kind table or view
 * @param doc what it holds; null when nobody said
 * @param columns in order
 * @param primaryKey names of columns, in key order
 * @param sortOrder how the files are sorted, {@code origin ASC}; empty when they are not
 * @param rows of the current snapshot; 0 for a view
 * @param bytes of its data files
 * @param files data files
 * @param snapshots how many are kept
 * @param location folder of the table; null for a view
 * @param uuid stays the same when the table is renamed
 * @param formatVersion of Iceberg; 0 for a view
 * @param updatedEpochMillis last change
 * @param usedBy dashboards and notebooks that read it
 * @param properties of Iceberg, by name: sizes of files, retention, loads that have happened; empty
 *     for a view
 * @param sql the definition of a view; null for a table
 */
public record TableAnswer(
    String namespace,
    String name,
    RelationType kind,
    @Nullable String doc,
    List<TableColumn> columns,
    List<String> primaryKey,
    List<String> sortOrder,
    long rows,
    long bytes,
    long files,
    int snapshots,
    @Nullable String location,
    String uuid,
    int formatVersion,
    long updatedEpochMillis,
    List<UsedBy> usedBy,
    Map<String, String> properties,
    @Nullable String sql) {}
