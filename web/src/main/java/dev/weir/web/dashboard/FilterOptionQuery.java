package dev.weir.web.dashboard;

import dev.weir.crds.dashboard.Filter;
import dev.weir.crds.dashboard.FilterTarget;
import dev.weir.crds.dashboard.FilterType;
import dev.weir.web.sql.Identifiers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statement that finds what a filter may be set to, from its first target. Names are quoted,
 * what the reader types is a parameter.
 *
 * @param sql one SELECT
 * @param parameters of the statement
 */
record FilterOptionQuery(String sql, List<@Nullable Object> parameters) {

  static FilterOptionQuery of(Filter filter, String namespace, String text, int limit) {
    FilterTarget target = filter.targets().getFirst();
    TargetName table = TargetName.of(target.table(), namespace);
    String relation = Identifiers.quoteRelation(table.namespace(), table.name());
    String column = Identifiers.quote(target.column());
    return filter.type() == FilterType.VALUES
        ? values(column, relation, text, limit)
        : new FilterOptionQuery(
            "SELECT CAST(min("
                + column
                + ") AS VARCHAR), CAST(max("
                + column
                + ") AS VARCHAR) FROM "
                + relation,
            List.of());
  }

  /** The most frequent first, one more than the limit to know whether there are more. */
  private static FilterOptionQuery values(String column, String relation, String text, int limit) {
    String where =
        text.isEmpty()
            ? ""
            : " WHERE contains(lower(CAST(" + column + " AS VARCHAR)), lower(CAST(? AS VARCHAR)))";
    return new FilterOptionQuery(
        "SELECT CAST("
            + column
            + " AS VARCHAR) AS option_value, count(*) AS option_rows FROM "
            + relation
            + where
            + " GROUP BY 1 ORDER BY option_rows DESC, option_value NULLS LAST LIMIT "
            + (limit + 1),
        text.isEmpty() ? List.of() : List.of(text));
  }
}
