package dev.weir.web.catalog;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.util.ByteBuffers;

/** A bound of a column as a person reads it. */
final class BoundText {
  /** Longer text is cut. */
  static final int TEXT_MAX = 200;

  private BoundText() {}

  /** {@code value} in Iceberg's own representation of {@code type}. */
  static String of(Type type, Object value) {
    return switch (type.typeId()) {
      case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
      case TIME -> LocalTime.ofNanoOfDay((Long) value * 1000).toString();
      case TIMESTAMP ->
          time(
              Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS),
              ((Types.TimestampType) type).shouldAdjustToUTC());
      case TIMESTAMP_NANO ->
          time(
              Instant.EPOCH.plusNanos((Long) value),
              ((Types.TimestampNanoType) type).shouldAdjustToUTC());
      case DECIMAL -> ((BigDecimal) value).toPlainString();
      case FIXED, BINARY ->
          cut(HexFormat.of().formatHex(ByteBuffers.toByteArray((ByteBuffer) value)));
      default -> cut(value.toString());
    };
  }

  private static String time(Instant instant, boolean zoned) {
    return zoned ? instant.toString() : LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
  }

  private static String cut(String text) {
    return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "…";
  }
}
