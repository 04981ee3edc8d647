package dev.weir.web.dashboard;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.TableFilter;
import dev.weir.contracts.query.TableFilter.Operator;
import dev.weir.crds.dashboard.Filter;
import dev.weir.crds.dashboard.FilterDefault;
import dev.weir.crds.dashboard.FilterTarget;
import dev.weir.web.api.FilterValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a filter of a dashboard, set to a value, asks of the tables. Pure functions. */
final class FilterValues {
  /** A filter may be set to so many values at once. */
  static final int VALUES_MAX = 1_000;

  /** A value may have so many characters. */
  static final int TEXT_MAX = 10_000;

  private static final DateTimeFormatter TIMES = DateTimeFormatter.ISO_DATE_TIME;

  private FilterValues() {}

  /** What the filter is set to before a reader has touched it. */
  static FilterValue initial(Filter filter) {
    FilterDefault initial = filter.initial();
    return initial == null
        ? new FilterValue(null, null, null)
        : new FilterValue(List.copyOf(initial.values()), initial.min(), initial.max());
  }

  /**
   * The restrictions, on every target of the filter; none when the value lifts it.
   *
   * @throws WeirException BAD_REQUEST when the value does not fit the filter's type
   */
  static List<TableFilter> restrict(Filter filter, FilterValue value) {
    List<Condition> conditions =
        switch (filter.type()) {
          case VALUES -> values(filter, value);
          case RANGE -> range(filter, value);
          case DATE_RANGE -> dateRange(filter, value);
        };
    List<TableFilter> all = new ArrayList<>();
    for (FilterTarget target : filter.targets()) {
      for (Condition condition : conditions) {
        all.add(
            new TableFilter(
                target.table(), target.column(), condition.operator(), condition.values()));
      }
    }
    return all;
  }

  private record Condition(Operator operator, List<@Nullable Object> values) {
    static Condition of(Operator operator, Object value) {
      return new Condition(operator, List.of(value));
    }
  }

  private static List<Condition> values(Filter filter, FilterValue value) {
    if (value.min() != null || value.max() != null) {
      throw wrong(filter, "is set by 'values', not by 'min' and 'max'");
    }
    if (value.values() == null || value.values().isEmpty()) {
      return List.of();
    }
    if (value.values().size() > VALUES_MAX) {
      throw wrong(filter, "takes at most " + VALUES_MAX + " values");
    }
    List<@Nullable Object> scalars = new ArrayList<>();
    for (Object one : value.values()) {
      scalars.add(one == null ? null : scalar(filter, one));
    }
    return List.of(new Condition(Operator.IN, scalars));
  }

  private static List<Condition> range(Filter filter, FilterValue value) {
    refuseValues(filter, value);
    return bounds(
        value.min() == null ? null : Condition.of(Operator.GE, number(filter, value.min())),
        value.max() == null ? null : Condition.of(Operator.LE, number(filter, value.max())));
  }

  private static List<Condition> dateRange(Filter filter, FilterValue value) {
    refuseValues(filter, value);
    return bounds(
        value.min() == null
            ? null
            : Condition.of(Operator.GE, time(filter, value.min()).toString()),
        value.max() == null ? null : lastMoment(filter, value.max()));
  }

  /** A day as the end means the whole of it, also of a column with times. */
  private static Condition lastMoment(Filter filter, Object max) {
    Object time = time(filter, max);
    return time instanceof LocalDate day
        ? Condition.of(Operator.LT, day.plusDays(1).toString())
        : Condition.of(Operator.LE, time.toString());
  }

  private static List<Condition> bounds(@Nullable Condition low, @Nullable Condition high) {
    return Stream.of(low, high).flatMap(Stream::ofNullable).toList();
  }

  private static Object scalar(Filter filter, Object value) {
    return switch (value) {
      case String text when text.length() <= TEXT_MAX -> text;
      case String ignored ->
          throw wrong(filter, "takes values of at most " + TEXT_MAX + " characters");
      case Integer number -> number.longValue();
      case Long number -> number;
      case Double number -> number;
      case BigInteger number -> new BigDecimal(number);
      case BigDecimal number -> number;
      case Boolean truth -> truth;
      default -> throw wrong(filter, "takes texts, numbers and booleans, not lists or objects");
    };
  }

  private static BigDecimal number(Filter filter, Object value) {
    Object scalar = scalar(filter, value);
    if (scalar instanceof Boolean) {
      throw wrong(filter, "takes numbers");
    }
    try {
      BigDecimal number = new BigDecimal(scalar.toString().trim());
      // Beyond what any column holds; written out it would be a statement of megabytes.
      if (Math.abs((long) number.scale()) > 400 || number.precision() > 400) {
        throw wrong(filter, "takes numbers of usual size");
      }
      return number;
    } catch (NumberFormatException e) {
      throw wrong(filter, "takes numbers, not '" + abbreviate(scalar) + "'");
    }
  }

  /** A LocalDate, LocalDateTime or OffsetDateTime. */
  private static Object time(Filter filter, Object value) {
    String text = value instanceof String given ? given.trim().replace(' ', 'T') : "";
    try {
      if (text.length() <= "2001-01-01".length()) {
        return LocalDate.parse(text);
      }
      return TIMES.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    } catch (DateTimeParseException e) {
      throw wrong(filter, "takes days as 2001-12-31, not '" + abbreviate(value) + "'");
    }
  }

  private static void refuseValues(Filter filter, FilterValue value) {
    if (value.values() != null && !value.values().isEmpty()) {
      throw wrong(filter, "is set by 'min' and 'max', not by 'values'");
    }
  }

  private static WeirException wrong(Filter filter, String what) {
    return new WeirException(
        ErrorCode.BAD_REQUEST,
        "The filter '" + filter.name() + "' " + what + ".",
        switch (filter.type()) {
          case VALUES -> "Send {\"" + filter.name() + "\": {\"values\": [\"…\"]}}.";
          case RANGE -> "Send {\"" + filter.name() + "\": {\"min\": 0, \"max\": 100}}.";
          case DATE_RANGE ->
              "Send {\""
                  + filter.name()
                  + "\": {\"min\": \"2001-01-01\", \"max\": \"2001-01-31\"}}.";
        });
  }

  private static String abbreviate(Object value) {
    String text = String.valueOf(value);
    return text.length() <= 50 ? text : text.substring(0, 50) + "…";
  }
}
