package dev.weir.engine.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.sql.SyntaxTree;
import dev.weir.engine.sql.TableReference;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which state of a table is read. At most one of the two is set; none: the state of now.
 *
 * @param snapshotId that snapshot
 * @param epochMillis the last snapshot that was current at or before that time
 */
public record Pin(@Nullable Long snapshotId, @Nullable Long epochMillis) {
  /** The table as it is now. */
  public static final Pin NOW = new Pin(null, null);

  /** What a statement says of one table; {@code general} when it says nothing. */
  public static Pin of(TableReference reference, Pin general) {
    JsonNode expression = reference.atExpression();
    if (reference.atUnit() == null || expression == null) {
      return general;
    }
    String text = literal(expression);
    if (reference.atUnit().toUpperCase(Locale.ROOT).equals("VERSION")) {
      try {
        return new Pin(Long.parseLong(text), null);
      } catch (NumberFormatException e) {
        throw bad("'" + text + "' is no snapshot id", e);
      }
    }
    return new Pin(null, millis(text));
  }

  /** The state at that time, or of now when it is null. */
  public static Pin at(@Nullable Instant time) {
    return time == null ? NOW : new Pin(null, time.toEpochMilli());
  }

  private static String literal(JsonNode expression) {
    JsonNode value = expression.has("child") ? expression.get("child") : expression;
    JsonNode text = value.path("literal").path("text");
    if (text.isMissingNode()) {
      throw bad(
          "AT takes a literal: AT (VERSION => 123) or AT (TIMESTAMP => '2026-01-31 12:00')", null);
    }
    return SyntaxTree.text(value.path("literal"), "text");
  }

  /** ISO 8601 with a blank or T; UTC when there is no offset. */
  private static long millis(String text) {
    String iso = text.trim().replace(' ', 'T');
    try {
      if (iso.length() <= 10) {
        return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
      }
      boolean offset = iso.endsWith("Z") || iso.lastIndexOf('+') > 0 || iso.lastIndexOf('-') > 9;
      return offset
          ? OffsetDateTime.parse(iso.matches(".*[+-]\\d\\d$") ? iso + ":00" : iso)
              .toInstant()
              .toEpochMilli()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
    } catch (DateTimeException e) {
      throw bad("'" + text + "' is no timestamp", e);
    }
  }

  private static WeirException bad(String message, @Nullable Throwable cause) {
    return new WeirException(
        ErrorCode.VALUE_ERROR,
        message,
        "Write AT (VERSION => snapshot id) or AT (TIMESTAMP => '2026-01-31 12:00:00').",
        cause);
  }
}
