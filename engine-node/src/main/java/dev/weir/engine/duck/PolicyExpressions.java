package dev.weir.engine.duck;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Policy;
import dev.weir.engine.resolve.RelationName;
import dev.weir.engine.sql.ParsedStatement;
import dev.weir.engine.sql.StatementParser;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Row filters and column masks as SQL. An expression that cannot be used closes the table, it never
 * opens it. Thread-safe.
 */
public final class PolicyExpressions {
  private static final int CACHED_MAX = 2_000;

  private final StatementParser parser;
  private final Cache<String, ParsedStatement> checked =
      Caffeine.newBuilder().maximumSize(CACHED_MAX).build();

  public PolicyExpressions(StatementParser parser) {
    this.parser = parser;
  }

  /** {@code WHERE …}, or nothing when every row is seen. */
  String rowFilter(RelationName relation, Policy policy) {
    String predicate = predicate(relation, policy);
    return predicate.isEmpty() ? "" : " WHERE (" + predicate + ")";
  }

  /** What rows have to meet to be seen; empty when every row is. */
  String predicate(RelationName relation, Policy policy) {
    return policy.getRowFiltersList().stream()
        .map(filter -> check(relation, filter))
        .collect(Collectors.joining(" OR "));
  }

  /** What is seen in the place of columns, by column. */
  Map<String, String> masks(RelationName relation, Policy policy) {
    Map<String, String> masks = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    policy
        .getColumnMasksMap()
        .forEach((column, expression) -> masks.put(column, check(relation, expression)));
    return masks;
  }

  /** The syntax tree of an expression, inside of {@code SELECT (…)}. */
  private ParsedStatement parsed(String expression) {
    // The line break ends a comment, which would otherwise swallow what follows.
    return checked.get(expression, text -> parser.parse("SELECT (" + text + "\n)"));
  }

  /** As {@link #parsed}, or null when the expression cannot be read, which closes its table. */
  public @Nullable ParsedStatement find(String expression) {
    try {
      return parsed(expression);
    } catch (WeirException unreadable) {
      return null;
    }
  }

  private String check(RelationName relation, String expression) {
    try {
      ParsedStatement statement = parsed(expression);
      boolean plain =
          statement.tables().isEmpty()
              && statement.root().path("select_list").size() == 1
              && statement.root().path("from_table").path("type").asText().equals("EMPTY")
              && !statement.root().toString().contains("\"class\":\"SUBQUERY\"");
      if (plain) {
        return "(" + expression + "\n)";
      }
    } catch (WeirException e) {
      throw closed(relation, e);
    }
    throw closed(relation, null);
  }

  private static WeirException closed(RelationName relation, @Nullable WeirException cause) {
    return new WeirException(
        ErrorCode.PERMISSION_DENIED,
        "a row filter or column mask of " + relation + " cannot be used, so nothing of it is shown",
        "An administrator has to mend the role: expressions use columns of the table and no subqueries.",
        cause);
  }
}
