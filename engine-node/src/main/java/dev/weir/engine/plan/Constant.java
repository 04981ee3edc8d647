package dev.weir.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.engine.sql.SyntaxTree;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * A constant that a column is compared with. Only what compares in Iceberg's metadata exactly as it
 * does in the SQL engine becomes a value for pruning; anything else is left to the engine.
 *
 * @param kind what it was written as
 * @param text its value
 */
record Constant(Kind kind, String text) {
  private static final Set<String> TEMPORAL_TYPES =
      Set.of("DATE", "TIMESTAMP", "TIMESTAMPTZ", "DATETIME", "TIMESTAMP WITH TIME ZONE");
  private static final int DATE_CHARS = 10;

  /** What a constant was written as. */
  enum Kind {
    NUMBER,
    TEXT,
    TEMPORAL,
    BOOLEAN
  }

  /** The constant that an expression is, or null when it is none. */
  static @Nullable Constant of(JsonNode expression, List<@Nullable Object> parameters) {
    return switch (SyntaxTree.text(expression, "class")) {
      case "CONSTANT" -> literal(expression.path("literal"));
      case "PARAMETER" -> parameter(SyntaxTree.text(expression, "identifier"), parameters);
      case "CAST" -> {
        Constant child = of(expression.path("child"), parameters);
        String type =
            SyntaxTree.text(expression.path("type_expr"), "type_name").toUpperCase(Locale.ROOT);
        boolean temporal =
            child != null
                && child.kind() == Kind.TEXT
                && TEMPORAL_TYPES.contains(type)
                // A cast to DATE forgets the time of day.
                && (!type.equals("DATE") || child.text().length() == DATE_CHARS)
                && !expression.path("try_cast").asBoolean();
        yield temporal ? new Constant(Kind.TEMPORAL, child.text()) : null;
      }
      default -> null;
    };
  }

  private static @Nullable Constant literal(JsonNode literal) {
    String text = SyntaxTree.text(literal, "text");
    return switch (SyntaxTree.text(literal, "kind")) {
      case "INTEGER", "NUMERIC" -> new Constant(Kind.NUMBER, text);
      case "STRING" -> new Constant(Kind.TEXT, text);
      case "BOOLEAN" -> new Constant(Kind.BOOLEAN, text);
      default -> null;
    };
  }

  private static @Nullable Constant parameter(
      String identifier, List<@Nullable Object> parameters) {
    try {
      int index = Integer.parseInt(identifier) - 1;
      return index >= 0 && index < parameters.size() ? value(parameters.get(index)) : null;
    } catch (NumberFormatException named) {
      return null;
    }
  }

  /** The constant of a value as requests carry it, or null when it has none. */
  static @Nullable Constant value(@Nullable Object value) {
    return switch (value) {
      case Long number -> new Constant(Kind.NUMBER, number.toString());
      case Integer number -> new Constant(Kind.NUMBER, number.toString());
      case BigDecimal number -> new Constant(Kind.NUMBER, number.toPlainString());
      case String text -> new Constant(Kind.TEXT, text);
      case Boolean flag -> new Constant(Kind.BOOLEAN, flag.toString());
      case LocalDate date -> new Constant(Kind.TEMPORAL, date.toString());
      case LocalDateTime time -> new Constant(Kind.TEMPORAL, time.toString());
      case Instant instant -> new Constant(Kind.TEMPORAL, instant.toString());
      case null, default -> null;
    };
  }

  /** The value to compare a column of that type with, as Iceberg's expressions take it, or null. */
  @Nullable Object as(Type type) {
    try {
      return switch (type.typeId()) {
        case INTEGER, LONG -> integer();
        case DECIMAL -> decimal((Types.DecimalType) type);
        case DOUBLE -> real();
        case STRING -> kind == Kind.TEXT ? text : null;
        case BOOLEAN -> kind == Kind.BOOLEAN ? Boolean.valueOf(text) : null;
        case DATE ->
            isTemporal() && text.length() == DATE_CHARS ? LocalDate.parse(text).toString() : null;
        case TIMESTAMP -> timestamp(((Types.TimestampType) type).shouldAdjustToUTC());
        default -> null;
      };
    } catch (RuntimeException notOfThatType) {
      return null;
    }
  }

  private boolean isTemporal() {
    return kind == Kind.TEXT || kind == Kind.TEMPORAL;
  }

  /** Numbers with an exponent are floating-point to the engine, and compare as such. */
  private @Nullable BigDecimal number() {
    boolean exact = kind == Kind.NUMBER || kind == Kind.TEXT;
    return exact && text.matches("-?\\d+(\\.\\d+)?") ? new BigDecimal(text) : null;
  }

  private @Nullable Long integer() {
    BigDecimal number = number();
    return number == null ? null : number.longValueExact();
  }

  private @Nullable BigDecimal decimal(Types.DecimalType type) {
    BigDecimal number = number();
    if (number == null) {
      return null;
    }
    BigDecimal scaled = number.setScale(type.scale());
    return scaled.precision() <= type.precision() ? scaled : null;
  }

  /** Zero has two signs, which Iceberg tells apart and the engine does not. */
  private @Nullable Double real() {
    BigDecimal number = number();
    return number == null || number.signum() == 0 ? null : number.doubleValue();
  }

  private @Nullable String timestamp(boolean zoned) {
    if (!isTemporal()) {
      return null;
    }
    String iso = text.length() == DATE_CHARS ? text + "T00:00:00" : text.replace(' ', 'T');
    if (zoned) {
      return iso.endsWith("Z")
          ? iso.substring(0, iso.length() - 1) + "+00:00"
          : LocalDateTime.parse(iso) + "+00:00";
    }
    return LocalDateTime.parse(iso).toString();
  }
}
