package dev.weir.engine.write;

import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Comparators;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** The least box around the keys of some rows, as a predicate of Iceberg. Stateless. */
final class KeyRange {

  private KeyRange() {}

  /**
   * True for every row whose key can be one of those in {@code files}.
   *
   * @param key columns of the files' schema
   */
  static Expression of(List<WrittenFile> files, List<Types.NestedField> key) {
    Expression range = Expressions.alwaysTrue();
    for (Types.NestedField field : key) {
      Object lower = null;
      Object upper = null;
      Comparator<Object> order = Comparators.forType(field.type().asPrimitiveType());
      for (WrittenFile file : files) {
        FieldStatistics statistics = file.fields().get(field.fieldId());
        if (statistics == null || statistics.lower() == null || statistics.upper() == null) {
          return Expressions.alwaysTrue();
        }
        lower = first(order, lower, statistics.lower());
        upper = first(order.reversed(), upper, statistics.upper());
      }
      if (lower != null && upper != null) {
        range =
            Expressions.and(
                range,
                Expressions.greaterThanOrEqual(field.name(), lower),
                Expressions.lessThanOrEqual(field.name(), upper));
      }
    }
    return range;
  }

  private static Object first(Comparator<Object> order, @Nullable Object a, Object b) {
    return a == null || order.compare(b, a) < 0 ? b : a;
  }
}
