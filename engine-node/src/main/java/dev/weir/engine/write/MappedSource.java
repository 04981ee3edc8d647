package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.sql.SqlText;
import dev.weir.engine.sql.SqlTypeNames;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Types;
import org.duckdb.DuckDBConnection;

/**
 * A relation of the SQL engine whose columns go to columns of a table: converted to their types,
 * what is missing NULL. When a conversion fails it looks for the row and column that did.
 */
class MappedSource implements RowSource {
  private final DuckDBConnection connection;
  private final String relation;
  private final Map<String, Column> columns;
  private final boolean keyIsUnique;
  private final Function<SQLException, WeirException> failures;
  private final Runnable onClose;

  /**
   * A column of the relation.
   *
   * @param expression over the relation
   * @param engineType as DuckDB's DESCRIBE prints it
   */
  record Column(String expression, String engineType) {}

  /**
   * @param relation text behind FROM
   * @param columns by the exact name of the table's column
   * @param failures what a failure means when no single value is to blame
   * @param onClose gives back what the source holds
   */
  MappedSource(
      DuckDBConnection connection,
      String relation,
      Map<String, Column> columns,
      boolean keyIsUnique,
      Function<SQLException, WeirException> failures,
      Runnable onClose) {
    this.connection = connection;
    this.relation = relation;
    this.columns = columns;
    this.keyIsUnique = keyIsUnique;
    this.failures = failures;
    this.onClose = onClose;
  }

  @Override
  public DuckDBConnection connection() {
    return connection;
  }

  @Override
  public String query(TableLayout layout) {
    String select =
        layout.schema().columns().stream()
            .map(
                field -> {
                  Column column = columns.get(field.name());
                  String value = column == null ? "NULL" : column.expression();
                  return "CAST("
                      + value
                      + " AS "
                      + SqlTypeNames.of(field.type())
                      + ") AS "
                      + SqlText.name(field.name());
                })
            .collect(Collectors.joining(", "));
    return "SELECT " + select + " FROM " + relation;
  }

  @Override
  public boolean keyIsUnique() {
    return keyIsUnique;
  }

  @Override
  public WeirException explain(StatementRun run, TableLayout layout, SQLException failure)
      throws InterruptedException {
    return switch (SqlFailures.kindOf(failure)) {
      case CONVERSION, BINDER, INPUT ->
          findBadColumn(run, layout, failure).orElseGet(() -> failures.apply(failure));
      default -> failures.apply(failure);
    };
  }

  private Optional<WeirException> findBadColumn(
      StatementRun run, TableLayout layout, SQLException failure) throws InterruptedException {
    for (Types.NestedField field : layout.schema().columns()) {
      Column column = columns.get(field.name());
      String type = SqlTypeNames.of(field.type());
      if (column == null || column.engineType().equals(type)) {
        continue;
      }
      if (SqlFailures.messageOf(failure).contains(column.engineType() + " -> " + type + ")")) {
        return Optional.of(mismatch(field, column, type, failure));
      }
      try {
        Optional<WeirException> bad = findBadValue(run, field, column, type, failure);
        if (bad.isPresent()) {
          return bad;
        }
      } catch (SQLException stillFails) {
        if (SqlFailures.kindOf(stillFails) == SqlFailures.Kind.BINDER) {
          return Optional.of(mismatch(field, column, type, failure));
        }
      }
    }
    return Optional.empty();
  }

  private static WeirException mismatch(
      Types.NestedField field, Column column, String type, SQLException failure) {
    return new WeirException(
        ErrorCode.TYPE_MISMATCH,
        "column "
            + field.name()
            + " is "
            + type
            + ", what is to be written is "
            + column.engineType(),
        "Convert it in the statement, or change the order of the columns.",
        failure);
  }

  private Optional<WeirException> findBadValue(
      StatementRun run, Types.NestedField field, Column column, String type, SQLException failure)
      throws SQLException, InterruptedException {
    String bad =
        "SELECT row_number, CAST(v AS VARCHAR) FROM (SELECT row_number() OVER () AS row_number, "
            + column.expression()
            + " AS v FROM "
            + relation
            + ") WHERE v IS NOT NULL AND TRY_CAST(v AS "
            + type
            + ") IS NULL LIMIT 1";
    return run.query(
        connection,
        bad,
        rows ->
            rows.next()
                ? Optional.of(
                    new WeirException(
                        ErrorCode.VALUE_ERROR,
                        String.format(
                            Locale.ROOT,
                            "row %d, column %s: '%s' is no %s, or out of its range",
                            rows.getLong(1),
                            field.name(),
                            shortened(rows.getString(2)),
                            type),
                        "Nothing was written. Mend the value, or use TRY_CAST to make it NULL.",
                        failure))
                : Optional.empty());
  }

  private static String shortened(String value) {
    return value.length() <= 60 ? value : value.substring(0, 60) + "…";
  }

  @Override
  public long firstNull(StatementRun run, TableLayout layout, String column)
      throws InterruptedException {
    Column source = columns.get(column);
    if (source == null) {
      return 1;
    }
    try {
      return run.query(
          connection,
          "SELECT row_number FROM (SELECT row_number() OVER () AS row_number, "
              + source.expression()
              + " AS v FROM "
              + relation
              + ") WHERE v IS NULL LIMIT 1",
          rows -> rows.next() ? rows.getLong(1) : 0L);
    } catch (SQLException unknown) {
      return 0;
    }
  }

  /** Names and types of a relation's columns, in order. */
  static List<Map.Entry<String, String>> describe(
      StatementRun run, DuckDBConnection connection, String query)
      throws SQLException, InterruptedException {
    return run.query(
        connection,
        "DESCRIBE " + query,
        rows -> {
          List<Map.Entry<String, String>> columns = new ArrayList<>();
          while (rows.next()) {
            columns.add(Map.entry(rows.getString(1), rows.getString(2)));
          }
          return columns;
        });
  }

  @Override
  public void close() {
    onClose.run();
  }
}
