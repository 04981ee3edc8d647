package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.command.SqlSlice;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.gateway.SessionOpener;
import dev.weir.engine.gateway.SqlSession;
import dev.weir.engine.sql.SqlText;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Finds the columns of a query without running it. Thread-safe. */
public final class QueryColumns {
  private final SessionOpener sessions;

  public QueryColumns(SessionOpener sessions) {
    this.sessions = sessions;
  }

  /**
   * Names and types of the query's columns, as DuckDB's DESCRIBE prints them, in order.
   *
   * @param names for the columns in place of the query's own; empty: keep them
   * @throws WeirException what is wrong with the query, with its place in the statement
   */
  public List<Map.Entry<String, String>> describe(
      SqlSlice query, List<String> names, QueryContext context) throws InterruptedException {
    return describe(query, names, context, session -> {});
  }

  /**
   * As {@link #describe(SqlSlice, List, QueryContext)}, after a look at what the query reads.
   *
   * @param check may refuse the query by throwing
   */
  public List<Map.Entry<String, String>> describe(
      SqlSlice query, List<String> names, QueryContext context, Consumer<SqlSession> check)
      throws InterruptedException {
    ComposedSql text = composed(query, names, context);
    StatementRun run = new StatementRun(context, (rows, bytes, percent) -> {});
    QuerySource.OpenQuery open = QuerySource.open(sessions, context, text, run);
    try (SqlSession session = open.session()) {
      check.accept(session);
      return open.columns();
    }
  }

  /** Text of the query with those names for its columns, as a view keeps it. */
  public String text(SqlSlice query, List<String> names, QueryContext context) {
    if (!query.parameters().isEmpty()) {
      SqlSlice.Parameter first = query.parameters().getFirst();
      throw query
          .statement()
          .error(
              ErrorCode.STATEMENT_NOT_SUPPORTED,
              query.offset() + first.offset(),
              first.length(),
              "a view has no parameters",
              "Write the value.");
    }
    return composed(query, names, context).text();
  }

  private static ComposedSql composed(SqlSlice query, List<String> names, QueryContext context) {
    ComposedSql text = new ComposedSql(context.request().parameters());
    if (names.isEmpty()) {
      return text.add(query);
    }
    return text.add("SELECT * FROM (")
        .add(query)
        .add("\n) AS weir_view(" + SqlText.names(names) + ")");
  }
}
