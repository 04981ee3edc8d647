package dev.weir.engine.command;

import dev.weir.contracts.error.ErrorCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;

/** Names and values as text of SQL that DuckDB reads back unchanged. Stateless. */
public final class SqlText {
  private static final HexFormat BLOB_BYTES = HexFormat.of().withUpperCase().withPrefix("\\x");
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]*");

  private SqlText() {}

  /** A name, always quoted. */
  public static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Names, quoted, separated by commas. */
  public static String names(List<String> names) {
    return names.stream().map(SqlText::name).collect(Collectors.joining(", "));
  }

  /** A name for people: quoted only where it has to be. */
  public static String readable(String name) {
    return PLAIN_NAME.matcher(name).matches() ? name : name(name);
  }

  /** A table's name with its namespace, quoted. */
  public static String table(TableIdentifier table) {
    StringBuilder text = new StringBuilder();
    for (String level : table.namespace().levels()) {
      text.append(name(level)).append('.');
    }
    return text.append(name(table.name())).toString();
  }

  /** A text. */
  public static String string(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }

  /**
   * A value of a parameter.
   *
   * @throws IllegalArgumentException when there is no literal for its class
   */
  public static String literal(@Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      case String text -> string(text);
      case Boolean truth -> truth ? "true" : "false";
      case Double number -> number(number, "DOUBLE");
      case Float number -> number(number.doubleValue(), "FLOAT");
      case BigDecimal number -> number.toPlainString();
      case Number number -> number.toString();
      case LocalDate date -> "DATE " + string(date.toString());
      case LocalDateTime time -> "TIMESTAMP " + string(time.toString());
      case Instant time -> "TIMESTAMPTZ " + string(time.toString());
      case byte[] bytes -> bytes.length == 0 ? "''::BLOB" : blob(bytes);
      default -> throw new IllegalArgumentException("no literal for " + value.getClass().getName());
    };
  }

  private static String blob(byte[] bytes) {
    StringBuilder text = new StringBuilder("'");
    for (byte each : bytes) {
      text.append(BLOB_BYTES.formatHex(new byte[] {each}));
    }
    return text.append("'::BLOB").toString();
  }

  private static String number(double number, String type) {
    return Double.isFinite(number) ? number + "::" + type : "'" + number + "'::" + type;
  }

  /** The slice with the values of its parameters in their places. */
  public static String withValues(SqlSlice slice, List<@Nullable Object> values) {
    if (slice.parameters().isEmpty()) {
      return slice.text();
    }
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (SqlSlice.Parameter parameter : slice.parameters()) {
      if (parameter.index() >= values.size()) {
        throw slice
            .statement()
            .error(
                ErrorCode.BAD_REQUEST,
                slice.offset() + parameter.offset(),
                parameter.length(),
                "parameter " + (parameter.index() + 1) + " has no value",
                "The statement was sent with " + values.size() + " values.");
      }
      text.append(slice.text(), from, parameter.offset());
      text.append(literal(values.get(parameter.index())));
      from = parameter.offset() + parameter.length();
    }
    return text.append(slice.text(), from, slice.text().length()).toString();
  }
}
