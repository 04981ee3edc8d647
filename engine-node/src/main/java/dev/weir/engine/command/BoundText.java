package dev.weir.engine.command;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.engine.sql.SqlText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values of parameters as text of SQL that the engine reads back unchanged. Stateless. */
public final class BoundText {
  private static final HexFormat BLOB_BYTES = HexFormat.of().withUpperCase().withPrefix("\\x");

  private BoundText() {}

  /**
   * A value of a parameter.
   *
   * @throws IllegalArgumentException when there is no literal for its class
   */
  public static String literal(@Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      case String text -> SqlText.string(text);
      case Boolean truth -> truth ? "true" : "false";
      case Double number -> number(number, "DOUBLE");
      case Float number -> number(number.doubleValue(), "FLOAT");
      case BigDecimal number -> number.toPlainString();
      case Number number -> number.toString();
      case LocalDate date -> "DATE " + SqlText.string(date.toString());
      case LocalDateTime time -> "TIMESTAMP " + SqlText.string(time.toString());
      case Instant time -> "TIMESTAMPTZ " + SqlText.string(time.toString());
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
