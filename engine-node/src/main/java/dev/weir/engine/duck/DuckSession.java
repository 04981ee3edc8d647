package dev.weir.engine.duck;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.SourcePosition;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.PinnedTable;
import dev.weir.engine.gateway.SqlSession;
import dev.weir.engine.plan.StatementPlan;
import dev.weir.engine.sql.EditedText;
import dev.weir.engine.sql.ParsedStatement;
import dev.weir.engine.sql.SourceText;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.iceberg.catalog.TableIdentifier;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/** A lent connection that looks at the views of one statement. */
public final class DuckSession implements SqlSession {
  private final DuckEngine engine;
  private final ViewSets viewSets;
  private final DuckDBConnection connection;
  private final ViewSets.@Nullable Lease views;
  private final ParsedStatement parsed;
  private final StatementPlan plan;
  private final EditedText text;
  private final FilePlaces.Lease files;
  private @Nullable PreparedStatement prepared;
  private @Nullable DuckDBPreparedStatement run;
  private boolean usable = true;
  private boolean closed;

  DuckSession(
      DuckEngine engine,
      ViewSets viewSets,
      DuckDBConnection connection,
      ViewSets.@Nullable Lease views,
      ParsedStatement parsed,
      StatementPlan plan,
      EditedText text,
      FilePlaces.Lease files) {
    this.engine = engine;
    this.viewSets = viewSets;
    this.connection = connection;
    this.views = views;
    this.parsed = parsed;
    this.plan = plan;
    this.text = text;
    this.files = files;
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

  @Override
  public boolean reads(TableIdentifier relation) {
    return plan.resolution().relations().values().stream()
        .anyMatch(read -> read.name().toString().equalsIgnoreCase(relation.toString()));
  }

  /** What the statement has to read. */
  public StatementPlan plan() {
    return plan;
  }

  /** The statement, bound and planned by the engine: once, until the session is closed. */
  PreparedStatement prepared() throws SQLException {
    if (prepared == null) {
      prepared = connection.prepareStatement(sql());
    }
    return prepared;
  }

  @Override
  public WeirException failure(SQLException e) {
    WeirException failure = DuckErrors.of(e, this::place, hidesValues());
    usable &= failure.code() != ErrorCode.INTERNAL;
    return failure;
  }

  /** The statement that runs from now on, whose progress can be asked for. */
  synchronized void running(Statement statement) {
    run = statement instanceof DuckDBPreparedStatement duck ? duck : null;
  }

  /** Nothing runs any more. */
  synchronized void stopped() {
    run = null;
  }

  /** How much of what runs is done, 0 to 100, or -1 when that is not known. From any thread. */
  public synchronized double percent() {
    if (run == null) {
      return -1;
    }
    try {
      return run.getQueryProgress().getPercentage();
    } catch (SQLException e) {
      return -1;
    }
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
  public synchronized void cancel() {
    if (!closed) {
      Interrupts.interrupt(connection);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      // From here on nobody interrupts: what follows must not fail.
      closed = true;
    }
    try {
      try {
        if (prepared != null) {
          prepared.close();
        }
      } finally {
        giveBack();
      }
    } catch (SQLException e) {
      throw DuckErrors.plain(e);
    } finally {
      // Last: until here the engine may have had them open.
      files.close();
    }
  }

  private void giveBack() throws SQLException {
    if (views == null) {
      engine.giveBack(connection, usable);
    } else {
      viewSets.release(views, usable);
    }
  }
}
