package dev.weir.engine.duck;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the SQL engine how it would run the statement of a session. */
public final class EnginePlan {
  private static final int PLAN_COLUMN = 2;

  private EnginePlan() {}

  /** The engine's EXPLAIN (FORMAT JSON). */
  public static String json(DuckSession session, List<@Nullable Object> parameters) {
    String sql = "EXPLAIN (FORMAT JSON) " + session.sql();
    try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
      ParameterBinding.bind(statement, parameters);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getString(PLAN_COLUMN);
      }
    } catch (SQLException e) {
      throw session.failure(e);
    }
  }
}
