package dev.weir.engine.explain;

import dev.weir.engine.duck.FilePlaces;
import dev.weir.engine.plan.PlannedTable;
import dev.weir.engine.plan.StatementPlan;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedTable;
import dev.weir.engine.sql.SqlTypeNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/**
 * A table as a plan reads it.
 *
 * @param table pinned
 * @param planned its files
 * @param places where they are
 */
record TableRead(ResolvedTable table, PlannedTable planned, FilePlaces places) {

  /** All tables of a statement, by name. */
  static List<TableRead> all(StatementPlan plan, FilePlaces places) {
    List<TableRead> tables = new ArrayList<>();
    plan.resolution()
        .relations()
        .forEach(
            (key, relation) -> {
              PlannedTable planned = plan.tables().get(key);
              if (relation instanceof ResolvedTable table && planned != null) {
                tables.add(new TableRead(table, planned, places));
              }
            });
    tables.sort(Comparator.comparing(read -> read.table().name().toString()));
    return tables;
  }

  /** Whether the first of those paths is a file of the table. */
  boolean hasFile(String paths) {
    return planned.files().stream().anyMatch(file -> places.begins(paths, file.location()));
  }

  /** The column of that name, or the field inside a column that {@code a.b} names, or null. */
  @Nullable NestedField find(String column) {
    return table.schema().caseInsensitiveFindField(column);
  }

  /** Whether a field is one that {@code inner} is inside of. */
  Predicate<NestedField> around(NestedField inner) {
    Map<Integer, Integer> parents = TypeUtil.indexParents(table.schema().asStruct());
    return outer -> {
      Integer parent = parents.get(inner.fieldId());
      while (parent != null && parent != outer.fieldId()) {
        parent = parents.get(parent);
      }
      return parent != null;
    };
  }

  /** Under which ids a file has those columns; one that lacks ids inside of a column has its id. */
  Set<Integer> stored(Set<Integer> inFile, List<NestedField> columns) {
    Map<Integer, Integer> parents = TypeUtil.indexParents(table.schema().asStruct());
    Set<Integer> ids = new HashSet<>();
    for (NestedField column : columns) {
      Integer id = column.fieldId();
      while (id != null && !inFile.contains(id)) {
        id = parents.get(id);
      }
      if (id != null) {
        ids.add(id);
      }
    }
    return ids;
  }

  /** Columns with the names of their types. */
  Map<String, String> types(List<NestedField> columns) {
    Map<String, String> types = new LinkedHashMap<>();
    for (NestedField field : columns) {
      types.put(
          String.valueOf(table.schema().findColumnName(field.fieldId())),
          TypeNames.of(SqlTypeNames.of(field.type())));
    }
    return types;
  }

  /** Rows of the files that are read. */
  long rows() {
    return planned.files().stream().mapToLong(DataFile::recordCount).sum();
  }

  /** Compressed bytes of those columns in the files that are read, as the manifests say. */
  long bytes(List<NestedField> columns) {
    Set<Integer> leaves = new HashSet<>();
    columns.forEach(
        column -> leaves.addAll(TypeUtil.indexById(Types.StructType.of(column)).keySet()));
    long bytes = 0;
    for (DataFile file : planned.files()) {
      Map<Integer, Long> sizes = file.columnSizes();
      if (sizes == null || sizes.isEmpty()) {
        bytes += file.fileSizeInBytes();
        continue;
      }
      for (Integer leaf : leaves) {
        bytes += sizes.getOrDefault(leaf, 0L);
      }
    }
    return bytes;
  }

  /** One line for the list of tables. */
  String line() {
    return table.name()
        + ": snapshot="
        + (table.snapshot() == null ? "none" : table.snapshot().snapshotId())
        + ", files="
        + planned.files().size()
        + "/"
        + planned.filesTotal()
        + ", rows="
        + rows()
        + "/"
        + planned.rowsTotal()
        + ", bytes="
        + planned.files().stream().mapToLong(DataFile::fileSizeInBytes).sum()
        + "/"
        + planned.bytesTotal();
  }
}
