package dev.weir.contracts.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A restriction of one table for the length of one query, as dashboard filters and cross-filters
 * make it. It becomes part of the view that the query sees, exactly as a row filter does, so the
 * statement itself stays as it was written, and files are pruned by it. A table that the statement
 * does not read is ignored.
 *
 * @param table {@code namespace.table}, or {@code table} in the default namespace
 * @param column name of a column of the table
 * @param operator how the column is compared
 * @param values one for comparisons, two for {@code BETWEEN} (low, high, both inclusive), any
 *     number for {@code IN} and {@code NOT_IN}, none for {@code IS_NULL} and {@code IS_NOT_NULL}.
 *     Each is String, Long, Double, BigDecimal, Boolean, or null inside {@code IN}; text is
 *     converted to the column's type (dates as ISO 8601)
 */
public record TableFilter(
    String table, String column, Operator operator, List<@Nullable Object> values) {

  /** How a column is compared. */
  public enum Operator {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE,
    BETWEEN,
    IN,
    NOT_IN,
    IS_NULL,
    IS_NOT_NULL
  }
}
