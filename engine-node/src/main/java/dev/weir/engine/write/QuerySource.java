package dev.weir.engine.write;

import dev.weir.contracts.error.WeirException;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.gateway.SessionOpener;
import dev.weir.engine.gateway.SqlSession;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of a query inside a statement, on a session that sees what the caller may see. Stateless.
 */
final class QuerySource {

  private QuerySource() {}

  /** An open query; whoever has it closes the session. */
  record OpenQuery(SqlSession session, List<Map.Entry<String, String>> columns) {

    /** The query as a relation whose columns are c0, c1 and so on: its own names may repeat. */
    String relation() {
      String names =
          IntStream.range(0, columns.size())
              .mapToObj(i -> "c" + i)
              .collect(Collectors.joining(", "));
      return "(" + session.sql() + "\n) AS weir_query(" + names + ")";
    }

    /** The source that gives its columns, in order, to those of the table. */
    MappedSource to(List<String> tableColumns) {
      Map<String, MappedSource.Column> mapped = new LinkedHashMap<>();
      for (int i = 0; i < tableColumns.size(); i++) {
        mapped.put(
            tableColumns.get(i), new MappedSource.Column("c" + i, columns.get(i).getValue()));
      }
      return new MappedSource(
          session.connection(), relation(), mapped, false, this::failure, session::close);
    }

    // Places in what was run mean nothing: the query was wrapped.
    private WeirException failure(SQLException cause) {
      WeirException known = session.failure(cause);
      return new WeirException(
          known.code(), String.valueOf(known.getMessage()), known.hint(), cause);
    }
  }

  /** Opens the query; its failures carry their place in the whole statement. */
  static OpenQuery open(
      SessionOpener opener, QueryContext context, ComposedSql query, StatementRun run)
      throws InterruptedException {
    SqlSession session;
    try {
      session = opener.open(context, query.text());
    } catch (WeirException failure) {
      throw query.placed(failure);
    }
    // DESCRIBE would shift the places of failures, so the bare text is bound before.
    try (PreparedStatement bound = session.connection().prepareStatement(session.sql())) {
      bound.getMetaData();
      return new OpenQuery(
          session, MappedSource.describe(run, session.connection(), session.sql()));
    } catch (SQLException failure) {
      WeirException known = query.placed(session.failure(failure));
      session.close();
      throw known;
    } catch (RuntimeException | InterruptedException failure) {
      session.close();
      throw failure;
    }
  }
}
