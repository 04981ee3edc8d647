package dev.weir.engine.duck;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.TableFilter;
import dev.weir.engine.resolve.ResolvedRelation;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedTable;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedView;
import dev.weir.engine.sql.Similarity;
import dev.weir.engine.sql.SqlText;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/** Filters of a request as SQL predicates. Pure. */
final class FilterSql {
  private FilterSql() {}

  static String predicate(TableFilter filter) {
    String column = SqlText.name(filter.column());
    return switch (filter.operator()) {
      case EQ -> comparison(filter, column, "=");
      case NE -> comparison(filter, column, "<>");
      case LT -> comparison(filter, column, "<");
      case LE -> comparison(filter, column, "<=");
      case GT -> comparison(filter, column, ">");
      case GE -> comparison(filter, column, ">=");
      case BETWEEN -> {
        requireValues(filter, 2);
        yield column
            + " BETWEEN "
            + literal(filter.values().get(0))
            + " AND "
            + literal(filter.values().get(1));
      }
      case IN -> membership(filter, column);
      case NOT_IN -> {
        String members = membership(filter, column);
        yield members.equals("false") ? "true" : "NOT (" + members + ")";
      }
      case IS_NULL -> column + " IS NULL";
      case IS_NOT_NULL -> column + " IS NOT NULL";
    };
  }

  private static String comparison(TableFilter filter, String column, String operator) {
    requireValues(filter, 1);
    return column + " " + operator + " " + literal(filter.values().getFirst());
  }

  private static String membership(TableFilter filter, String column) {
    List<@Nullable Object> values = filter.values();
    String list =
        values.stream()
            .filter(value -> value != null)
            .map(FilterSql::literal)
            .collect(Collectors.joining(", "));
    boolean nulls = values.stream().anyMatch(value -> value == null);
    String in = list.isEmpty() ? "false" : column + " IN (" + list + ")";
    return nulls ? "(" + in + " OR " + column + " IS NULL)" : in;
  }

  /** Text stays untyped: the engine converts it to the type of the column. */
  private static String literal(@Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      case Boolean flag -> flag.toString();
      case Long number -> number.toString();
      case Integer number -> number.toString();
      case BigDecimal number -> number.toPlainString();
      case Double number when number.isNaN() || number.isInfinite() ->
          "CAST('" + number + "' AS DOUBLE)";
      case Double number -> "CAST(" + number + " AS DOUBLE)";
      default -> SqlText.string(value.toString());
    };
  }

  private static void requireValues(TableFilter filter, int count) {
    if (filter.values().size() != count) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "the filter of "
              + filter.table()
              + "."
              + filter.column()
              + " has "
              + filter.values().size()
              + " values for "
              + filter.operator(),
          filter.operator() + " takes " + count + ".");
    }
  }

  /** A filter on a column that is not there is an error, never an answer without the filter. */
  static void requireColumn(TableFilter filter, ResolvedRelation relation) {
    List<String> columns =
        switch (relation) {
          case ResolvedTable table ->
              table.schema().columns().stream().map(NestedField::name).toList();
          case ResolvedView view -> view.definition().columns();
        };
    if (!columns.isEmpty() && columns.stream().noneMatch(filter.column()::equalsIgnoreCase)) {
      String similar = Similarity.nearest(filter.column(), columns);
      throw new WeirException(
          ErrorCode.COLUMN_NOT_FOUND,
          "filter: " + relation.name() + " has no column " + filter.column(),
          similar == null ? null : "Did you mean " + similar + "?");
    }
  }
}
