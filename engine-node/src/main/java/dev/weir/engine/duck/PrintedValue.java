package dev.weir.engine.duck;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * Reads values that DuckDB prints, in statistics above all, as Iceberg's values: dates as days,
 * times and timestamps as microseconds. Stateless.
 */
public final class PrintedValue {
  private static final Pattern DATE = Pattern.compile("(\\d+)-(\\d\\d)-(\\d\\d)( \\(BC\\))?");
  private static final Pattern TIME =
      Pattern.compile("(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,6}))?");
  private static final Pattern ZONE = Pattern.compile("([+-])(\\d\\d)(?::(\\d\\d))?$");
  private static final long MICROS_A_SECOND = 1_000_000L;
  private static final long MICROS_A_DAY = 86_400L * MICROS_A_SECOND;

  private PrintedValue() {}

  /**
   * The value of that text.
   *
   * @throws RuntimeException when it is not the text of a value of {@code type}
   */
  public static Object of(Type type, String text) {
    return switch (type.typeId()) {
      case BOOLEAN -> text.equals("1") || text.equals("true");
      case INTEGER -> Integer.valueOf(text);
      case LONG -> Long.valueOf(text);
      case FLOAT -> (float) floating(text);
      case DOUBLE -> floating(text);
      case DECIMAL -> new BigDecimal(text).setScale(((Types.DecimalType) type).scale());
      case DATE -> Math.toIntExact(days(text));
      case TIME -> micros(text);
      case TIMESTAMP -> timestamp(text);
      case STRING -> text;
      case UUID -> UUID.fromString(text);
      case BINARY, FIXED -> ByteBuffer.wrap(HexFormat.of().parseHex(text));
      default -> throw new IllegalArgumentException("no bounds for " + type);
    };
  }

  private static double floating(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  // DuckDB keeps infinite dates as the outermost numbers, and so they are in the file.
  private static long days(String text) {
    if (text.equals("infinity")) {
      return Integer.MAX_VALUE;
    }
    if (text.equals("-infinity")) {
      return -Integer.MAX_VALUE;
    }
    Matcher date = DATE.matcher(text);
    if (!date.lookingAt()) {
      throw new IllegalArgumentException("not a date: " + text);
    }
    int year = Integer.parseInt(date.group(1));
    // 1 BC is the year 0.
    return LocalDate.of(
            date.group(4) == null ? year : 1 - year,
            Integer.parseInt(date.group(2)),
            Integer.parseInt(date.group(3)))
        .toEpochDay();
  }

  private static long micros(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.find()) {
      throw new IllegalArgumentException("not a time: " + text);
    }
    String fraction = time.group(4) == null ? "0" : time.group(4);
    long seconds =
        Long.parseLong(time.group(1)) * 3_600
            + Long.parseLong(time.group(2)) * 60
            + Long.parseLong(time.group(3));
    return seconds * MICROS_A_SECOND + Long.parseLong(fraction + "0".repeat(6 - fraction.length()));
  }

  private static long timestamp(String text) {
    if (text.equals("infinity")) {
      return Long.MAX_VALUE;
    }
    if (text.equals("-infinity")) {
      return -Long.MAX_VALUE;
    }
    // Near the lower edge the day alone does not fit, although with its time it does.
    long days = days(text);
    long micros =
        days < 0
            ? Math.addExact(Math.multiplyExact(days + 1, MICROS_A_DAY), micros(text) - MICROS_A_DAY)
            : Math.addExact(Math.multiplyExact(days, MICROS_A_DAY), micros(text));
    Matcher zone = ZONE.matcher(text);
    if (text.indexOf(':') > 0 && zone.find(text.indexOf(':'))) {
      long offset =
          Long.parseLong(zone.group(2)) * 3_600
              + (zone.group(3) == null ? 0 : Long.parseLong(zone.group(3)) * 60);
      micros -= (zone.group(1).equals("-") ? -offset : offset) * MICROS_A_SECOND;
    }
    return micros;
  }
}
