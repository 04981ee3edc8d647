package dev.weir.engine.server;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryRequest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the bodies of this door mean to the gateway. */
final class QueryRequests {
  /** What a REST caller may say that it is; the other kinds are set by the parts themselves. */
  private static final Set<String> ORIGINS = Set.of("CONSOLE", "CLI", "REST");

  private QueryRequests() {}

  static QueryRequest of(Caller caller, SubmitQuery body) {
    return new QueryRequest(
        caller,
        requireSql(body.sql()),
        parameters(body.parameters()),
        List.of(),
        body.namespace(),
        origin(body.origin()),
        body.cluster(),
        instant(body.asOf()),
        notNegative("timeoutMillis", body.timeoutMillis()),
        notNegative("rowsMax", body.rowsMax()),
        body.cache() == null || body.cache());
  }

  static QueryRequest of(Caller caller, DescribeStatement body) {
    return new QueryRequest(
        caller,
        requireSql(body.sql()),
        List.of(),
        List.of(),
        body.namespace(),
        Origin.of(Origin.Kind.CONSOLE),
        null,
        null,
        0,
        0,
        true);
  }

  private static String requireSql(@Nullable String sql) {
    if (sql == null || sql.isBlank()) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST, "The field 'sql' is missing.", "Send one statement.");
    }
    return sql;
  }

  /** JSON has one kind of number; the gateway wants Long, Double or BigDecimal. */
  private static List<@Nullable Object> parameters(@Nullable List<@Nullable Object> values) {
    List<@Nullable Object> converted = new ArrayList<>();
    for (Object value : values == null ? List.of() : values) {
      converted.add(
          switch (value) {
            case null -> null;
            case Integer number -> number.longValue();
            case BigInteger number -> new BigDecimal(number);
            case List<?> ignored -> throw notScalar();
            case java.util.Map<?, ?> ignored -> throw notScalar();
            default -> value;
          });
    }
    return converted;
  }

  private static WeirException notScalar() {
    return new WeirException(
        ErrorCode.BAD_REQUEST,
        "A parameter is a list or an object.",
        "Parameters are text, numbers, booleans or null; unfold lists into IN (?, ?).");
  }

  private static Origin origin(@Nullable String kind) {
    if (kind == null) {
      return Origin.of(Origin.Kind.REST);
    }
    if (!ORIGINS.contains(kind)) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "The origin '" + kind + "' is unknown.",
          "Leave it out, or send CONSOLE, CLI or REST.");
    }
    return Origin.of(Origin.Kind.valueOf(kind));
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException malformed) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "'asOf' is not an instant: " + text,
          "Write it as 2026-01-31T12:00:00Z.",
          malformed);
    }
  }

  private static long notNegative(String field, @Nullable Long value) {
    if (value != null && value < 0) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST, "'" + field + "' is negative.", "Leave it out for the default.");
    }
    return value == null ? 0 : value;
  }
}
