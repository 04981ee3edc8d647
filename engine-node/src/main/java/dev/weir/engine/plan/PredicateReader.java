package dev.weir.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.engine.sql.SyntaxTree;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expression.Operation;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/**
 * What a condition says of the columns of one table. Whatever it says beyond that becomes {@code
 * true}, so that the answer is never stricter than the condition. Pure.
 */
final class PredicateReader {
  private static final Expression ANY = Expressions.alwaysTrue();

  /** Longer lists prune little and cost much. */
  private static final int IN_MAX = 1_000;

  private final ColumnScope scope;
  private final List<@Nullable Object> parameters;

  PredicateReader(ColumnScope scope, List<@Nullable Object> parameters) {
    this.scope = scope;
    this.parameters = parameters;
  }

  Expression read(JsonNode condition) {
    return switch (SyntaxTree.text(condition, "type")) {
      case "CONJUNCTION_AND" -> all(condition.path("children"));
      case "CONJUNCTION_OR" -> any(condition.path("children"));
      case "COMPARE_EQUAL" -> comparison(condition, Operation.EQ);
      case "COMPARE_LESSTHAN" -> comparison(condition, Operation.LT);
      case "COMPARE_LESSTHANOREQUALTO" -> comparison(condition, Operation.LT_EQ);
      case "COMPARE_GREATERTHAN" -> comparison(condition, Operation.GT);
      case "COMPARE_GREATERTHANOREQUALTO" -> comparison(condition, Operation.GT_EQ);
      case "COMPARE_BETWEEN" ->
          Expressions.and(
              compared(condition.path("input"), Operation.GT_EQ, condition.path("lower")),
              compared(condition.path("input"), Operation.LT_EQ, condition.path("upper")));
      case "COMPARE_IN" -> in(condition.path("children"));
      case "OPERATOR_IS_NULL" -> nullness(condition, true);
      case "OPERATOR_IS_NOT_NULL" -> nullness(condition, false);
      case "FUNCTION" -> function(condition);
      default -> ANY;
    };
  }

  private Expression all(JsonNode children) {
    Expression all = ANY;
    for (JsonNode child : children) {
      all = Expressions.and(all, read(child));
    }
    return all;
  }

  private Expression any(JsonNode children) {
    Expression any = Expressions.alwaysFalse();
    for (JsonNode child : children) {
      any = Expressions.or(any, read(child));
    }
    return any;
  }

  private Expression comparison(JsonNode condition, Operation operation) {
    JsonNode left = condition.path("left");
    JsonNode right = condition.path("right");
    return column(left) != null
        ? compared(left, operation, right)
        : compared(right, mirrored(operation), left);
  }

  private static Operation mirrored(Operation operation) {
    return switch (operation) {
      case LT -> Operation.GT;
      case LT_EQ -> Operation.GT_EQ;
      case GT -> Operation.LT;
      case GT_EQ -> Operation.LT_EQ;
      default -> operation;
    };
  }

  private Expression compared(JsonNode columnNode, Operation operation, JsonNode constantNode) {
    NestedField column = column(columnNode);
    Constant constant = Constant.of(constantNode, parameters);
    return column == null || constant == null ? ANY : compared(column, operation, constant);
  }

  /** The comparison as Iceberg's expression, or {@code true} when it would not prune rightly. */
  static Expression compared(NestedField column, Operation operation, Constant constant) {
    Object value = constant.as(column.type());
    // NaN is above everything to the engine, and not in the bounds at all.
    boolean unsound =
        column.type().typeId() == Type.TypeID.DOUBLE
            && (operation == Operation.GT || operation == Operation.GT_EQ);
    return value == null || unsound ? ANY : Expressions.predicate(operation, column.name(), value);
  }

  private Expression in(JsonNode children) {
    NestedField column = column(children.path(0));
    if (column == null || children.size() > IN_MAX) {
      return ANY;
    }
    List<@Nullable Constant> constants = new ArrayList<>();
    for (int i = 1; i < children.size(); i++) {
      constants.add(Constant.of(children.get(i), parameters));
    }
    return in(column, constants);
  }

  /** {@code column IN constants}; one that is not known makes it {@code true}. */
  static Expression in(NestedField column, List<@Nullable Constant> constants) {
    List<Object> values = new ArrayList<>();
    for (Constant constant : constants) {
      Object value = constant == null ? null : constant.as(column.type());
      if (value == null) {
        return ANY;
      }
      values.add(value);
    }
    return values.isEmpty() || values.size() > IN_MAX
        ? ANY
        : Expressions.in(column.name(), values.toArray());
  }

  private Expression nullness(JsonNode condition, boolean isNull) {
    NestedField column = column(condition.path("children").path(0));
    if (column == null || !column.type().isPrimitiveType()) {
      return ANY;
    }
    return isNull ? Expressions.isNull(column.name()) : Expressions.notNull(column.name());
  }

  /** {@code LIKE 'prefix%'}. */
  private Expression function(JsonNode call) {
    if (!SyntaxTree.text(call, "function_name").equals("~~")) {
      return ANY;
    }
    NestedField column = column(call.path("arguments").path(0).path("expression"));
    Constant pattern = Constant.of(call.path("arguments").path(1).path("expression"), parameters);
    if (column == null || pattern == null || column.type().typeId() != Type.TypeID.STRING) {
      return ANY;
    }
    String text = pattern.text();
    int wildcard = 0;
    while (wildcard < text.length() && "%_\\".indexOf(text.charAt(wildcard)) < 0) {
      wildcard++;
    }
    return wildcard == 0 ? ANY : Expressions.startsWith(column.name(), text.substring(0, wildcard));
  }

  private @Nullable NestedField column(JsonNode expression) {
    return SyntaxTree.text(expression, "type").equals("COLUMN_REF")
        ? scope.find(SyntaxTree.texts(expression, "column_names"))
        : null;
  }
}
