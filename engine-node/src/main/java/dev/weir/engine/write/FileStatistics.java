package dev.weir.engine.write;

import dev.weir.engine.duck.PrintedValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type.TypeID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code COPY … RETURN_STATS} says about one file. DuckDB counts while it writes, so
 * that this costs no second look at the data; text beyond its limit has no bounds there, and {@link
 * #missing} names those fields. Stateless.
 */
final class FileStatistics {

  private FileStatistics() {}

  /**
   * Statistics of one file.
   *
   * @param fields by field id
   * @param missing paths of fields whose bounds the writer did not keep
   */
  record Statistics(
      String file,
      long rows,
      long bytes,
      Map<Integer, FieldStatistics> fields,
      List<String> missing) {}

  static Statistics read(ResultSet row, Schema schema) throws SQLException {
    Map<?, ?> columns = (Map<?, ?>) row.getObject("column_statistics");
    Map<Integer, FieldStatistics> fields = new HashMap<>();
    List<String> missing = new ArrayList<>();
    FieldPaths.leaves(schema)
        .forEach(
            (path, leaf) -> {
              Map<?, ?> column = (Map<?, ?>) columns.get(path);
              if (column != null) {
                FieldStatistics field = field(column, leaf);
                fields.put(leaf.field().fieldId(), field);
                if (leaf.bounded() && isMissing(column, leaf, field)) {
                  missing.add(path);
                }
              }
            });
    return new Statistics(
        row.getString("filename"),
        row.getLong("count"),
        row.getLong("file_size_bytes"),
        fields,
        missing);
  }

  private static FieldStatistics field(Map<?, ?> column, FieldPaths.Leaf leaf) {
    FieldStatistics counts =
        new FieldStatistics(
            number(column, "column_size_bytes"),
            number(column, "num_values"),
            number(column, "null_count"),
            number(column, "nan_count"),
            null,
            null);
    Object lower = column.get("min");
    Object upper = column.get("max");
    return leaf.bounded() && lower != null && upper != null
        ? counts.withBounds(
            lowerZero(PrintedValue.of(leaf.field().type(), lower.toString())),
            upperZero(PrintedValue.of(leaf.field().type(), upper.toString())))
        : counts;
  }

  private static boolean isMissing(Map<?, ?> column, FieldPaths.Leaf leaf, FieldStatistics field) {
    TypeID type = leaf.field().type().typeId();
    boolean text = type == TypeID.STRING || type == TypeID.BINARY || type == TypeID.FIXED;
    boolean exact =
        "true".equals(String.valueOf(column.get("min_is_exact")))
            && "true".equals(String.valueOf(column.get("max_is_exact")));
    return text && field.values() > field.nulls() && !exact;
  }

  private static long number(Map<?, ?> column, String key) {
    Object value = column.get(key);
    return value == null ? 0 : Long.parseLong(value.toString());
  }

  // For SQL the two zeros are equal, for Iceberg -0.0 is less: bounds must include both.
  private static Object lowerZero(Object value) {
    return switch (value) {
      case Double number when number == 0.0 -> -0.0d;
      case Float number when number == 0.0f -> -0.0f;
      default -> value;
    };
  }

  private static Object upperZero(Object value) {
    return switch (value) {
      case Double number when number == 0.0 -> 0.0d;
      case Float number when number == 0.0f -> 0.0f;
      default -> value;
    };
  }

  static @Nullable Object nullable(@Nullable String text, FieldPaths.Leaf leaf) {
    return text == null ? null : PrintedValue.of(leaf.field().type(), text);
  }
}
