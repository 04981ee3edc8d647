package dev.weir.engine.duck;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.plan.PlannedTable;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedTable;
import dev.weir.engine.sql.SqlText;
import dev.weir.engine.sql.SqlTypeNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Writes the scan of a table's Parquet files. Columns are found by Iceberg's field ids, so that
 * files from before a rename, an addition or a removal are read right; where all files have the
 * columns that the table has, their names are enough.
 */
final class ParquetScanSql {
  private ParquetScanSql() {}

  static String scan(
      ResolvedTable table, PlannedTable planned, FilePlaces places, FileShapes shapes) {
    List<String> paths = new ArrayList<>(planned.files().size());
    for (DataFile file : planned.files()) {
      if (file.format() != FileFormat.PARQUET) {
        throw new WeirException(
            ErrorCode.STATEMENT_NOT_SUPPORTED,
            "table " + table.name() + " has " + file.format() + " files",
            "Weir reads Parquet; rewrite the table's data files as Parquet.");
      }
      paths.add(places.pathOf(file.location()));
    }
    List<String> columns = new ArrayList<>();
    for (NestedField field : table.schema().columns()) {
      if (field.initialDefault() != null) {
        throw new WeirException(
            ErrorCode.STATEMENT_NOT_SUPPORTED,
            "column " + field.name() + " of " + table.name() + " has an initial default",
            "Such columns cannot be read yet.");
      }
      columns.add(
          field.fieldId()
              + ": {name: "
              + SqlText.string(field.name())
              + ", type: "
              + SqlText.string(SqlTypeNames.of(field.type()))
              + ", default_value: NULL}");
    }
    return "read_parquet("
        + SqlText.strings(paths)
        + (shapes.fit(table, paths) ? "" : ", schema = MAP {" + String.join(", ", columns) + "}")
        + ", hive_partitioning = false)";
  }
}
