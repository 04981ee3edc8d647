package dev.weir.engine.write;

import dev.weir.engine.sql.SqlText;
import dev.weir.engine.write.FileStatistics.Statistics;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types;
import org.duckdb.DuckDBConnection;

/**
 * Writes the rows of a query as data files: sorted, Parquet V2 pages, ZSTD, with field ids, split
 * at the target size, and their statistics counted on the way. Stateless.
 */
final class DataFileWriter {

  private DataFileWriter() {}

  /**
   * @param connection that runs the query and may write {@code folder}
   * @param source a query whose columns are those of the layout's schema, by name, and of their
   *     types
   * @param folder empty or not there
   * @return the files, in the order of their rows; none when there is no row
   */
  static List<WrittenFile> write(
      StatementRun run, DuckDBConnection connection, String source, TableLayout layout, Path folder)
      throws SQLException, InterruptedException {
    String order =
        layout.orderBy().isEmpty() ? "" : " ORDER BY " + String.join(", ", layout.orderBy());
    String columns = SqlText.names(names(layout.schema()));
    String copy =
        "COPY (SELECT "
            + columns
            + " FROM ("
            + source
            + "\n) AS weir_rows"
            + order
            + ") TO "
            + SqlText.string(folder.toString())
            + " (FORMAT parquet, PARQUET_VERSION V2, COMPRESSION zstd, ROW_GROUP_SIZE "
            + layout.rowGroupRows()
            + ", FILE_SIZE_BYTES '"
            + layout.fileBytes()
            + "B', FILENAME_PATTERN 'part-{i}', WRITE_EMPTY_FILE false, RETURN_STATS, FIELD_IDS "
            + FieldPaths.fieldIds(layout.schema())
            + ")";
    List<Statistics> written =
        run.query(
            connection,
            copy,
            rows -> {
              List<Statistics> files = new ArrayList<>();
              while (rows.next()) {
                files.add(FileStatistics.read(rows, layout.schema()));
              }
              return files;
            });
    List<WrittenFile> files = new ArrayList<>();
    for (Statistics file : written) {
      files.add(complete(run, connection, file, layout.schema()));
    }
    files.sort((a, b) -> Integer.compare(partNumber(a.path()), partNumber(b.path())));
    return files;
  }

  private static List<String> names(Schema schema) {
    return schema.columns().stream().map(Types.NestedField::name).toList();
  }

  private static int partNumber(Path file) {
    String name = file.getFileName().toString();
    return Integer.parseInt(name.substring("part-".length(), name.indexOf('.')));
  }

  private static WrittenFile complete(
      StatementRun run, DuckDBConnection connection, Statistics file, Schema schema)
      throws SQLException, InterruptedException {
    Map<Integer, FieldStatistics> fields = new HashMap<>(file.fields());
    if (!file.missing().isEmpty()) {
      addMissingBounds(run, connection, file, FieldPaths.leaves(schema), fields);
    }
    List<Long> offsets =
        run.query(
            connection,
            "SELECT min(coalesce(dictionary_page_offset, data_page_offset)) FROM parquet_metadata("
                + SqlText.string(file.file())
                + ") GROUP BY row_group_id ORDER BY 1",
            DataFileWriter::longs);
    return new WrittenFile(
        Path.of(file.file()), file.rows(), file.bytes(), Map.copyOf(fields), offsets);
  }

  private static List<Long> longs(ResultSet rows) throws SQLException {
    List<Long> values = new ArrayList<>();
    while (rows.next()) {
      values.add(rows.getLong(1));
    }
    return List.copyOf(values);
  }

  // Text of thousands of characters: the writer keeps no bounds, so the column is read once more.
  private static void addMissingBounds(
      StatementRun run,
      DuckDBConnection connection,
      Statistics file,
      Map<String, FieldPaths.Leaf> leaves,
      Map<Integer, FieldStatistics> fields)
      throws SQLException, InterruptedException {
    String bounds =
        file.missing().stream()
            .map(path -> printed("min", path, leaves) + ", " + printed("max", path, leaves))
            .collect(Collectors.joining(", "));
    run.query(
        connection,
        "SELECT " + bounds + " FROM read_parquet(" + SqlText.string(file.file()) + ")",
        rows -> {
          rows.next();
          int column = 1;
          for (String path : file.missing()) {
            FieldPaths.Leaf leaf = leaves.get(path);
            Object lower = FileStatistics.nullable(rows.getString(column++), leaf);
            Object upper = FileStatistics.nullable(rows.getString(column++), leaf);
            fields.computeIfPresent(
                leaf.field().fieldId(), (id, field) -> field.withBounds(lower, upper));
          }
          return true;
        });
  }

  private static String printed(String function, String path, Map<String, FieldPaths.Leaf> leaves) {
    String value = function + "(" + path + ")";
    TypeID type = leaves.get(path).field().type().typeId();
    return type == TypeID.STRING ? value : "hex(" + value + ")";
  }
}
