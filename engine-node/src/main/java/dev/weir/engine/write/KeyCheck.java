package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.sql.SqlText;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.iceberg.types.Types;
import org.duckdb.DuckDBConnection;

/** Holds rows against the primary key and NOT NULL of their table. Stateless. */
final class KeyCheck {

  private KeyCheck() {}

  /** A column that must have values and has not got them everywhere. */
  static Optional<Types.NestedField> columnWithNulls(List<WrittenFile> files, TableLayout layout) {
    return layout.schema().columns().stream()
        .filter(field -> field.isRequired() || layout.isKey(field))
        .filter(field -> field.type().isPrimitiveType())
        .filter(
            field ->
                files.stream()
                    .map(file -> file.fields().get(field.fieldId()))
                    .anyMatch(statistics -> statistics != null && statistics.nulls() > 0))
        .findFirst();
  }

  static WeirException nullValue(Types.NestedField field, boolean key, long row) {
    String where = row > 0 ? "row " + row + " has" : "a row has";
    return key
        ? new WeirException(
            ErrorCode.PRIMARY_KEY_NULL,
            where + " no value in " + field.name() + ", which is part of the primary key",
            "Give every row a value there; nothing was written.")
        : new WeirException(
            ErrorCode.NULL_NOT_ALLOWED,
            where + " no value in " + field.name() + ", which is NOT NULL",
            "Give every row a value there; nothing was written.");
  }

  /**
   * A key that two rows of sorted files have. Rows of one key are neighbours there, so one pass
   * over the key columns, without memory, finds them.
   */
  static Optional<String> duplicateWithin(
      StatementRun run, DuckDBConnection connection, List<Path> files, List<String> key)
      throws SQLException, InterruptedException {
    String columns =
        IntStream.range(0, key.size())
            .mapToObj(
                i -> {
                  String name = SqlText.name(key.get(i));
                  return name + " AS k" + i + ", lag(" + name + ") OVER () AS p" + i;
                })
            .collect(Collectors.joining(", "));
    String same =
        IntStream.range(0, key.size())
            .mapToObj(i -> "k" + i + " = p" + i)
            .collect(Collectors.joining(" AND "));
    String keys =
        IntStream.range(0, key.size()).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
    String paths =
        files.stream()
            .map(file -> SqlText.string(file.toString()))
            .collect(Collectors.joining(", "));
    return run.query(
        connection,
        "SELECT "
            + keys
            + " FROM (SELECT "
            + columns
            + " FROM read_parquet(["
            + paths
            + "])) WHERE "
            + same
            + " LIMIT 1",
        rows -> firstKey(rows, key));
  }

  /** The key that a query finds, if any. */
  static Optional<String> first(
      StatementRun run, DuckDBConnection connection, String query, List<String> key)
      throws SQLException, InterruptedException {
    return run.query(connection, query, rows -> firstKey(rows, key));
  }

  /** A key that is in both relations. */
  static Optional<String> inBoth(
      StatementRun run, DuckDBConnection connection, String one, String other, List<String> key)
      throws SQLException, InterruptedException {
    String keys = SqlText.names(key);
    return run.query(
        connection,
        "SELECT "
            + keys
            + " FROM "
            + one
            + " SEMI JOIN (SELECT "
            + keys
            + " FROM "
            + other
            + ") AS weir_other USING ("
            + keys
            + ") LIMIT 1",
        rows -> firstKey(rows, key));
  }

  static WeirException duplicate(String key, boolean inTable) {
    return new WeirException(
        ErrorCode.PRIMARY_KEY_DUPLICATE,
        inTable
            ? "the table has a row with the key " + key + " already"
            : "two of the rows have the key " + key,
        inTable
            ? "Nothing was written. To replace rows: INSERT OR REPLACE, or COPY … (ON_CONFLICT"
                + " replace)."
            : "Nothing was written. Make the key unique, or take more columns into it.");
  }

  private static Optional<String> firstKey(ResultSet rows, List<String> key) throws SQLException {
    if (!rows.next()) {
      return Optional.empty();
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      values.add(key.get(i) + " = " + rows.getString(i + 1));
    }
    return Optional.of(String.join(", ", values));
  }
}
