package dev.weir.engine.duck;

import dev.weir.contracts.query.PinnedTable;
import dev.weir.contracts.query.ResultColumn;
import dev.weir.contracts.query.StatementDescription;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the statement of a session would answer, without running it. */
public final class SessionDescription {
  private static final String UNKNOWN = "UNKNOWN";

  private SessionDescription() {}

  /**
   * @throws dev.weir.contracts.error.WeirException the statement's failure, as far as binding it
   *     tells
   */
  public static StatementDescription describe(DuckSession session) {
    try {
      PreparedStatement statement = session.prepared();
      List<String> parameters = new ArrayList<>();
      ParameterMetaData wanted = statement.getParameterMetaData();
      for (int i = 1; i <= wanted.getParameterCount(); i++) {
        parameters.add(type(wanted.getParameterTypeName(i)));
      }
      List<String> tables = session.tables().stream().map(PinnedTable::name).toList();
      ResultSetMetaData meta = statement.getMetaData();
      boolean known = !parameters.contains(UNKNOWN) || !isOpen(meta);
      List<ResultColumn> columns =
          known ? columns(meta) : columnsWithNulls(session, parameters.size());
      return new StatementDescription("SELECT", columns, parameters, tables);
    } catch (SQLException e) {
      throw session.failure(e);
    }
  }

  /** The engine leaves the columns open when they depend on a parameter of unknown type. */
  private static boolean isOpen(ResultSetMetaData meta) throws SQLException {
    return meta.getColumnCount() == 1 && type(meta.getColumnTypeName(1)).equals(UNKNOWN);
  }

  /** The columns when every parameter is NULL: their names are right, and most types. */
  private static List<ResultColumn> columnsWithNulls(DuckSession session, int parameters)
      throws SQLException {
    String sql = "SELECT * FROM (" + session.sql().strip().replaceAll(";+$", "") + "\n) LIMIT 0";
    try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
      ParameterBinding.bind(statement, Collections.nCopies(parameters, null));
      try (ResultSet result = statement.executeQuery()) {
        return columns(result.getMetaData());
      }
    }
  }

  private static List<ResultColumn> columns(ResultSetMetaData meta) throws SQLException {
    List<ResultColumn> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(new ResultColumn(meta.getColumnName(i), type(meta.getColumnTypeName(i)), true));
    }
    return columns;
  }

  private static String type(String name) {
    return name.equals("INVALID") || name.equalsIgnoreCase(UNKNOWN) ? UNKNOWN : name;
  }
}
