package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.sql.SqlText;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Reads delimited text. Its dialect is found out first, then every column is read as the type of
 * the table's, so that a bad value is the reader's own error, with its line.
 */
final class CsvReader implements FileReader {
  private final StatementRun run;
  private final DuckDBConnection connection;
  private final Path file;
  private final Map<String, String> options;
  private final boolean rejectRows;
  private final int rejectsMax;
  private @Nullable Dialect dialect;

  /** What the text looks like; {@code columns} are names and guessed types. */
  private record Dialect(Map<String, String> options, List<Map.Entry<String, String>> columns) {}

  CsvReader(
      StatementRun run,
      DuckDBConnection connection,
      Path file,
      LoadOptions options,
      int rejectsMax) {
    this.run = run;
    this.connection = connection;
    this.file = file;
    this.options = options.csv();
    this.rejectRows = options.rejectRows();
    this.rejectsMax = rejectsMax;
  }

  @Override
  public List<Map.Entry<String, String>> columns() throws SQLException, InterruptedException {
    return dialect().columns();
  }

  /** Whether the first line names the columns. */
  boolean hasHeader() throws SQLException, InterruptedException {
    return "true".equals(dialect().options().get("header"));
  }

  @Override
  public String relation(Function<String, @Nullable String> typeOf)
      throws SQLException, InterruptedException {
    return relation(typeOf, rejectRows);
  }

  /** The relation; {@code keepRejects}: lines that cannot be read go to reject_errors. */
  String relation(Function<String, @Nullable String> typeOf, boolean keepRejects)
      throws SQLException, InterruptedException {
    Dialect found = dialect();
    String columns =
        found.columns().stream()
            .map(
                column -> {
                  String type = typeOf.apply(column.getKey());
                  return SqlText.string(column.getKey())
                      + ": "
                      + SqlText.string(type == null ? column.getValue() : type);
                })
            .collect(Collectors.joining(", ", "{", "}"));
    StringBuilder text = new StringBuilder("read_csv(");
    text.append(SqlText.string(file.toString())).append(", auto_detect = false");
    found
        .options()
        .forEach((name, value) -> text.append(", ").append(name).append(" = ").append(value));
    text.append(", columns = ").append(columns);
    if (keepRejects) {
      text.append(", store_rejects = true, rejects_limit = ").append(rejectsMax + 1L);
    }
    return text.append(')').toString();
  }

  private Dialect dialect() throws SQLException, InterruptedException {
    if (dialect == null) {
      dialect = sniff();
    }
    return dialect;
  }

  private Dialect sniff() throws SQLException, InterruptedException {
    Map<String, String> given = given();
    String arguments =
        given.entrySet().stream()
            .map(option -> ", " + option.getKey() + " = " + option.getValue())
            .collect(Collectors.joining());
    // Lines that are broken must not stop the dialect from being found; reading them does.
    return run.query(
        connection,
        "SELECT Delimiter, Quote, \"Escape\", NewLineDelimiter, SkipRows, HasHeader, DateFormat,"
            + " TimestampFormat, list_transform(Columns, lambda c: c.name),"
            + " list_transform(Columns, lambda c: c.type) FROM sniff_csv("
            + SqlText.string(file.toString())
            + arguments
            + ", ignore_errors = true)",
        rows -> {
          rows.next();
          Map<String, String> found = new LinkedHashMap<>(given);
          found.putIfAbsent("delim", SqlText.string(rows.getString(1)));
          found.putIfAbsent("quote", SqlText.string(dialectCharacter(rows.getString(2), "\"")));
          found.putIfAbsent("escape", SqlText.string(dialectCharacter(rows.getString(3), "\"")));
          found.putIfAbsent("skip", rows.getString(5));
          found.putIfAbsent("header", rows.getString(6));
          putFormat(found, "dateformat", rows.getString(7));
          putFormat(found, "timestampformat", rows.getString(8));
          Object[] names = (Object[]) rows.getArray(9).getArray();
          Object[] types = (Object[]) rows.getArray(10).getArray();
          List<Map.Entry<String, String>> columns = new ArrayList<>();
          for (int i = 0; i < names.length; i++) {
            columns.add(Map.entry(names[i].toString(), types[i].toString()));
          }
          return new Dialect(found, List.copyOf(columns));
        });
  }

  // The sample may have no quote at all although a later line has: the usual one is then meant.
  private static String dialectCharacter(String found, String usual) {
    return found == null || found.equals("(empty)") || found.isEmpty() ? usual : found;
  }

  private static void putFormat(Map<String, String> options, String name, @Nullable String format) {
    if (format != null && !format.isEmpty()) {
      options.putIfAbsent(name, SqlText.string(format));
    }
  }

  private Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    given.put("compression", SqlText.string(FileCompression.of(file)));
    options.forEach(
        (name, value) -> {
          switch (name) {
            case "header" -> given.put("header", truth(name, value));
            case "delimiter" -> given.put("delim", SqlText.string(value.replace("\\t", "\t")));
            case "quote" -> given.put("quote", SqlText.string(value));
            case "escape" -> given.put("escape", SqlText.string(value));
            case "null" -> given.put("nullstr", SqlText.string(value));
            case "date_format" -> given.put("dateformat", SqlText.string(value));
            case "timestamp_format" -> given.put("timestampformat", SqlText.string(value));
            case "encoding" -> given.put("encoding", SqlText.string(value));
            default -> given.put(name, number(name, value));
          }
        });
    return given;
  }

  private static String truth(String name, String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "on", "1", "yes" -> "true";
      case "false", "off", "0", "no" -> "false";
      default ->
          throw new WeirException(
              ErrorCode.BAD_REQUEST, name + " cannot be " + value, name + " is true or false.");
    };
  }

  private static String number(String name, String value) {
    if (!value.matches("[0-9]{1,9}")) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST, name + " cannot be " + value, name + " is a whole number.");
    }
    return value;
  }

  /** A line that could not be read. */
  record Reject(long line, String column, String kind, String message, String text) {}

  /** The first line that cannot be read, found by reading the file again. */
  Optional<Reject> firstReject(Function<String, @Nullable String> typeOf)
      throws SQLException, InterruptedException {
    run.execute(connection, "DROP TABLE IF EXISTS reject_errors");
    run.execute(connection, "DROP TABLE IF EXISTS reject_scans");
    // Every value is touched, or the reader would skip columns and their errors.
    run.execute(
        connection,
        "SELECT bit_xor(hash(weir_line)) FROM " + relation(typeOf, true) + " AS weir_line");
    return rejects(1).stream().findFirst();
  }

  /** Lines that were put aside, in their order, at most {@code limit}; one entry a line. */
  List<Reject> rejects(long limit) throws SQLException, InterruptedException {
    return run.query(
        connection,
        "SELECT line, any_value(coalesce(column_name, '') ORDER BY column_idx),"
            + " any_value(CAST(error_type AS VARCHAR) ORDER BY column_idx),"
            + " any_value(error_message ORDER BY column_idx),"
            + " any_value(coalesce(csv_line, '') ORDER BY column_idx)"
            + " FROM reject_errors GROUP BY line ORDER BY line LIMIT "
            + limit,
        rows -> {
          List<Reject> rejects = new ArrayList<>();
          while (rows.next()) {
            rejects.add(
                new Reject(
                    rows.getLong(1),
                    rows.getString(2),
                    rows.getString(3),
                    rows.getString(4),
                    rows.getString(5)));
          }
          return rejects;
        });
  }
}
