package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.command.TableCommand.TableClauses;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.TableProperties;

/** The options of a table, as WITH and SET write them, as properties of Iceberg. Stateless. */
public final class TableOptions {
  /** Text bounds are exact up to so many characters, cut behind them. */
  private static final int BOUND_CHARACTERS = 64;

  private static final List<String> NAMES =
      List.of("target_file_size", "row_group_rows", "format_version", "comment");
  private static final List<String> PASSED_ON = List.of("write.", "commit.", "history.", "read.");
  private static final Pattern SIZE =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(B|KB|MB|GB|KIB|MIB|GIB)?");
  private static final long FILE_BYTES_MIN = 1_000;
  private static final long FILE_BYTES_MAX = 100_000_000_000L;
  private static final int ROW_GROUP_ROWS_MIN = 2_048;
  private static final int ROW_GROUP_ROWS_MAX = 10_000_000;

  private TableOptions() {}

  static Map<String, String> properties(TableClauses clauses) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(TableProperties.FORMAT_VERSION, "2");
    properties.put(
        TableProperties.WRITE_TARGET_FILE_SIZE_BYTES,
        Long.toString(TableLayout.FILE_BYTES_DEFAULT));
    properties.put(
        TableLayout.ROW_GROUP_ROWS, Integer.toString(TableLayout.ROW_GROUP_ROWS_DEFAULT));
    properties.put(TableProperties.PARQUET_COMPRESSION, "zstd");
    properties.put("write.parquet.page-version", "v2");
    properties.put(
        TableProperties.DEFAULT_WRITE_METRICS_MODE, "truncate(" + BOUND_CHARACTERS + ")");
    clauses.options().forEach((name, value) -> put(properties, name, value));
    return properties;
  }

  /**
   * Options of a table that is there.
   *
   * @throws WeirException BAD_REQUEST for a name or value that is not known, and for what a table
   *     keeps for ever
   */
  public static Map<String, String> changes(Map<String, String> options) {
    Map<String, String> properties = new LinkedHashMap<>();
    options.forEach(
        (name, value) -> {
          if (name.equals("format_version")) {
            throw new WeirException(
                ErrorCode.BAD_REQUEST,
                "format_version cannot be changed",
                "Copy the table: CREATE TABLE … WITH (format_version = …) AS SELECT.");
          }
          put(properties, name, value);
        });
    return properties;
  }

  private static void put(Map<String, String> properties, String name, String value) {
    switch (name) {
      case "target_file_size" ->
          properties.put(
              TableProperties.WRITE_TARGET_FILE_SIZE_BYTES, Long.toString(bytes(name, value)));
      case "row_group_rows" -> properties.put(TableLayout.ROW_GROUP_ROWS, rows(name, value));
      case "format_version" -> properties.put(TableProperties.FORMAT_VERSION, version(value));
      case "comment" -> properties.put("comment", value);
      default -> {
        if (PASSED_ON.stream().noneMatch(name::startsWith)) {
          throw new WeirException(
              ErrorCode.BAD_REQUEST,
              "no table option " + name,
              NearestName.of(name, NAMES)
                  .map(nearest -> "Did you mean " + nearest + "?")
                  .orElse("Options: " + String.join(", ", NAMES) + "."));
        }
        properties.put(name, value);
      }
    }
  }

  private static long bytes(String name, String value) {
    Matcher size = SIZE.matcher(value.toUpperCase(Locale.ROOT).strip());
    if (size.matches()) {
      long unit =
          switch (size.group(2) == null ? "B" : size.group(2)) {
            case "KB" -> 1_000L;
            case "MB" -> 1_000_000L;
            case "GB" -> 1_000_000_000L;
            case "KIB" -> 1L << 10;
            case "MIB" -> 1L << 20;
            case "GIB" -> 1L << 30;
            default -> 1L;
          };
      BigDecimal bytes = new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(unit));
      if (bytes.compareTo(BigDecimal.valueOf(FILE_BYTES_MIN)) >= 0
          && bytes.compareTo(BigDecimal.valueOf(FILE_BYTES_MAX)) <= 0) {
        return bytes.longValue();
      }
    }
    throw wrong(name, value, "It is a size from 1KB to 100GB, such as '500MB'.");
  }

  private static String rows(String name, String value) {
    String digits = value.replace("_", "");
    if (digits.matches("[0-9]{1,9}")) {
      int rows = Integer.parseInt(digits);
      if (rows >= ROW_GROUP_ROWS_MIN && rows <= ROW_GROUP_ROWS_MAX) {
        return digits;
      }
    }
    throw wrong(
        name, value, "It is from " + ROW_GROUP_ROWS_MIN + " to " + ROW_GROUP_ROWS_MAX + " rows.");
  }

  private static String version(String value) {
    if (value.equals("2") || value.equals("3")) {
      return value;
    }
    throw wrong("format_version", value, "It is 2 or 3.");
  }

  private static WeirException wrong(String name, String value, String hint) {
    return new WeirException(ErrorCode.BAD_REQUEST, name + " cannot be " + value, hint);
  }
}
