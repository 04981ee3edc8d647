package dev.weir.engine.explain;

import dev.weir.engine.duck.DuckTypes;
import dev.weir.engine.plan.PlannedTable;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/**
 * A table as a plan reads it.
 *
 * @param table pinned
 * @param planned its files
 */
record TableRead(ResolvedTable table, PlannedTable planned) {

  /** Whether the table has all columns that a scan uses. */
  boolean has(List<String> columns) {
    return columns.stream().allMatch(column -> field(column) != null);
  }

  private @Nullable NestedField field(String column) {
    return table.schema().columns().stream()
        .filter(field -> field.name().equalsIgnoreCase(column))
        .findFirst()
        .orElse(null);
  }

  /** Columns with the names of their types. */
  Map<String, String> types(List<String> columns) {
    Map<String, String> types = new LinkedHashMap<>();
    for (String column : columns) {
      NestedField field = field(column);
      if (field != null) {
        types.put(field.name(), TypeNames.of(DuckTypes.of(field.type())));
      }
    }
    return types;
  }

  /** Rows of the files that are read. */
  long rows() {
    return planned.files().stream().mapToLong(DataFile::recordCount).sum();
  }

  /** Compressed bytes of those columns in the files that are read, as the manifests say. */
  long bytes(List<String> columns) {
    long bytes = 0;
    for (DataFile file : planned.files()) {
      Map<Integer, Long> sizes = file.columnSizes();
      if (sizes == null || sizes.isEmpty()) {
        bytes += file.fileSizeInBytes();
        continue;
      }
      for (String column : columns) {
        NestedField field = field(column);
        bytes += field == null ? 0 : sizes.getOrDefault(field.fieldId(), 0L);
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
