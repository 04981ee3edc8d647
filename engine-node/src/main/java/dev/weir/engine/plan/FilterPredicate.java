package dev.weir.engine.plan;

import dev.weir.contracts.query.TableFilter;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expression.Operation;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/** A filter of a request as what it says of a column. Never stricter than the filter. Pure. */
final class FilterPredicate {
  private FilterPredicate() {}

  static Expression of(TableFilter filter, NestedField column) {
    return switch (filter.operator()) {
      case EQ -> compared(filter, column, Operation.EQ, 0);
      case LT -> compared(filter, column, Operation.LT, 0);
      case LE -> compared(filter, column, Operation.LT_EQ, 0);
      case GT -> compared(filter, column, Operation.GT, 0);
      case GE -> compared(filter, column, Operation.GT_EQ, 0);
      case BETWEEN ->
          Expressions.and(
              compared(filter, column, Operation.GT_EQ, 0),
              compared(filter, column, Operation.LT_EQ, 1));
      case IN -> in(filter, column);
      case IS_NULL -> Expressions.isNull(column.name());
      case IS_NOT_NULL -> Expressions.notNull(column.name());
      case NE, NOT_IN -> Expressions.alwaysTrue();
    };
  }

  private static Expression compared(
      TableFilter filter, NestedField column, Operation operation, int index) {
    Constant constant = Constant.value(filter.values().get(index));
    return constant == null
        ? Expressions.alwaysTrue()
        : PredicateReader.compared(column, operation, constant);
  }

  private static Expression in(TableFilter filter, NestedField column) {
    List<@Nullable Constant> constants = new ArrayList<>();
    boolean nulls = false;
    for (Object value : filter.values()) {
      if (value == null) {
        nulls = true;
      } else {
        constants.add(Constant.value(value));
      }
    }
    if (constants.isEmpty()) {
      return nulls ? Expressions.isNull(column.name()) : Expressions.alwaysFalse();
    }
    Expression in = PredicateReader.in(column, constants);
    return nulls ? Expressions.or(in, Expressions.isNull(column.name())) : in;
  }
}
