package dev.weir.bench.peer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/** The rows of an answer as values, from Arrow batches. Not thread-safe. */
public final class Answer {
  /** Sums of doubles depend on the order of addition, which threads do not keep. */
  private static final double RELATIVE_ERROR_MAX = 1e-9;

  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  /** Adds the rows of a batch. */
  public void add(VectorSchemaRoot batch) {
    for (int row = 0; row < batch.getRowCount(); row++) {
      List<@Nullable Object> values = new ArrayList<>();
      for (FieldVector vector : batch.getFieldVectors()) {
        values.add(valueOf(vector.getObject(row)));
      }
      rows.add(values);
    }
  }

  public int rowCount() {
    return rows.size();
  }

  /**
   * The first difference, or empty. Rows are compared in an order of their own, because ORDER BY
   * leaves ties open.
   */
  public Optional<String> differenceTo(Answer other) {
    if (rows.size() != other.rows.size()) {
      return Optional.of(rows.size() + " rows against " + other.rows.size());
    }
    List<List<@Nullable Object>> mine = sorted(rows);
    List<List<@Nullable Object>> theirs = sorted(other.rows);
    for (int row = 0; row < mine.size(); row++) {
      if (!areEqual(mine.get(row), theirs.get(row))) {
        return Optional.of(mine.get(row) + " against " + theirs.get(row));
      }
    }
    return Optional.empty();
  }

  private static @Nullable Object valueOf(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal decimal -> decimal.stripTrailingZeros();
      case Byte number -> number.longValue();
      case Short number -> number.longValue();
      case Integer number -> number.longValue();
      case Long number -> number;
      case Float number -> number.doubleValue();
      case Double number -> number;
      default -> value.toString();
    };
  }

  private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
    return rows.stream().sorted(Comparator.comparing(Answer::sortKey)).toList();
  }

  /** Doubles by their leading digits, so that a rounding difference does not change the order. */
  private static String sortKey(List<@Nullable Object> row) {
    StringBuilder key = new StringBuilder();
    for (Object value : row) {
      key.append(value instanceof Double number ? "%.6e".formatted(number) : String.valueOf(value));
      key.append('\u0001');
    }
    return key.toString();
  }

  private static boolean areEqual(List<@Nullable Object> mine, List<@Nullable Object> theirs) {
    boolean equal = mine.size() == theirs.size();
    for (int i = 0; equal && i < mine.size(); i++) {
      equal = areEqual(mine.get(i), theirs.get(i));
    }
    return equal;
  }

  private static boolean areEqual(@Nullable Object mine, @Nullable Object theirs) {
    if (mine instanceof Double a && theirs instanceof Double b) {
      double scale = Math.max(Math.abs(a), Math.abs(b));
      return a.equals(b) || Math.abs(a - b) <= RELATIVE_ERROR_MAX * scale;
    }
    if (mine instanceof BigDecimal a && theirs instanceof BigDecimal b) {
      return a.compareTo(b) == 0;
    }
    return mine == null ? theirs == null : mine.equals(theirs);
  }
}
