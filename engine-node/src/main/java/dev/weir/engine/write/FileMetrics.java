package dev.weir.engine.write;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.MetricsModes;
import org.apache.iceberg.MetricsModes.MetricsMode;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.util.BinaryUtil;
import org.apache.iceberg.util.UnicodeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of a file as the manifest keeps them: how much of each column is the table's choice
 * ({@code write.metadata.metrics.*}), and cut text stays a bound. Stateless.
 */
final class FileMetrics {

  private FileMetrics() {}

  static Metrics of(WrittenFile file, Schema schema, MetricsConfig config) {
    Map<Integer, Long> sizes = new HashMap<>();
    Map<Integer, Long> values = new HashMap<>();
    Map<Integer, Long> nulls = new HashMap<>();
    Map<Integer, Long> nans = new HashMap<>();
    Map<Integer, ByteBuffer> lower = new HashMap<>();
    Map<Integer, ByteBuffer> upper = new HashMap<>();
    file.fields()
        .forEach(
            (id, field) -> {
              sizes.put(id, field.bytes());
              MetricsMode mode = config.columnMode(id);
              if (mode instanceof MetricsModes.None) {
                return;
              }
              values.put(id, field.values());
              nulls.put(id, field.nulls());
              Type type = schema.findType(id);
              if (type.typeId() == TypeID.FLOAT || type.typeId() == TypeID.DOUBLE) {
                nans.put(id, field.nans());
              }
              if (!(mode instanceof MetricsModes.Counts)) {
                putBound(lower, id, type, lowerBound(field.lower(), mode));
                putBound(upper, id, type, upperBound(field.upper(), mode));
              }
            });
    return new Metrics(file.rows(), sizes, values, nulls, nans, lower, upper);
  }

  private static void putBound(
      Map<Integer, ByteBuffer> bounds, int id, Type type, @Nullable Object value) {
    if (value != null) {
      bounds.put(id, Conversions.toByteBuffer(type, value));
    }
  }

  private static @Nullable Object lowerBound(@Nullable Object value, MetricsMode mode) {
    if (mode instanceof MetricsModes.Truncate truncate) {
      if (value instanceof String text) {
        return UnicodeUtil.truncateStringMin(text, truncate.length()).toString();
      }
      if (value instanceof ByteBuffer bytes) {
        return BinaryUtil.truncateBinaryMin(bytes, truncate.length());
      }
    }
    return value;
  }

  // There may be no upper bound of that length, as for text of U+10FFFF only; then none is kept.
  private static @Nullable Object upperBound(@Nullable Object value, MetricsMode mode) {
    if (mode instanceof MetricsModes.Truncate truncate) {
      if (value instanceof String text) {
        CharSequence bound = UnicodeUtil.truncateStringMax(text, truncate.length());
        return bound == null ? null : bound.toString();
      }
      if (value instanceof ByteBuffer bytes) {
        return BinaryUtil.truncateBinaryMax(bytes, truncate.length());
      }
    }
    return value;
  }
}
