package dev.weir.engine.duck;

import dev.weir.contracts.error.SourcePosition;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.PinnedTable;
import dev.weir.engine.gateway.SqlSession;
import dev.weir.engine.plan.StatementPlan;
import dev.weir.engine.sql.EditedText;
import dev.weir.engine.sql.ParsedStatement;
import dev.weir.engine.sql.SourceText;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** A lent connection that looks at the views of one statement. */
public final class DuckSession implements SqlSession {
  private final DuckEngine engine;
  private final ViewSets viewSets;
  private final DuckDBConnection connection;
  private final Statement interrupter;
  private final ParsedStatement parsed;
  private final StatementPlan plan;
  private final EditedText text;
  private final @Nullable String views;
  private boolean usable = true;
  private boolean closed;

  DuckSession(
      DuckEngine engine,
      ViewSets viewSets,
      DuckDBConnection connection,
      ParsedStatement parsed,
      StatementPlan plan,
      EditedText text,
      @Nullable String views)
      throws SQLException {
    this.engine = engine;
    this.viewSets = viewSets;
    this.connection = connection;
    this.interrupter = connection.createStatement();
    this.parsed = parsed;
    this.plan = plan;
    this.text = text;
    this.views = views;
  }

  @Override
  public DuckDBConnection connection() {
    return connection;
  }

  @Override
  public String sql() {
    return text.text();
  }

  @Override
  public List<PinnedTable> tables() {
    return plan.resolution().pinned();
  }

  /** What the statement has to read. */
  public StatementPlan plan() {
    return plan;
  }

  @Override
  public WeirException failure(SQLException e) {
    WeirException failure = DuckErrors.of(e, this::place, hidesValues());
    usable &= failure.code() != dev.weir.contracts.error.ErrorCode.INTERNAL;
    return failure;
  }

  private @Nullable SourcePosition place(int byteOffset, int byteLength) {
    SourceText source = new SourceText(text.text());
    int start = source.charAt(byteOffset);
    int end = source.charAt(byteOffset + byteLength);
    int from = text.toOriginal(start);
    return parsed.position(from, Math.max(0, text.toOriginal(end) - from));
  }

  private boolean hidesValues() {
    return plan.resolution().relations().values().stream()
        .anyMatch(
            relation ->
                relation.policy().getRowFiltersCount() > 0
                    || relation.policy().getColumnMasksCount() > 0);
  }

  @Override
  public void cancel() {
    try {
      interrupter.cancel();
    } catch (SQLException e) {
      throw new IllegalStateException("interrupting never fails", e);
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      interrupter.close();
      if (views != null) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("SET search_path = 'memory.main'");
        }
        viewSets.release(connection, views);
      }
    } catch (SQLException e) {
      usable = false;
      throw DuckErrors.plain(e);
    } finally {
      engine.giveBack(connection, usable);
    }
  }
}
