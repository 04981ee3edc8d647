package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.command.CommandRunner.Progress;
import dev.weir.engine.gateway.QueryContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.QueryProgress;

/**
 * Runs statements of the SQL engine so that the thread that waits can be interrupted, hears of
 * progress, and stops at the deadline. The engine's own call cannot be interrupted, so it runs on a
 * thread of its own. Thread-safe.
 */
final class StatementRun {
  private static final long POLL_MILLIS = 100;
  private static final long CANCEL_AGAIN_MILLIS = 20;

  private final Instant deadline;
  private final Progress progress;

  StatementRun(QueryContext context, Progress progress) {
    this.deadline = context.deadline();
    this.progress = progress;
  }

  /** Reads what a statement answers. */
  @FunctionalInterface
  interface Reader<T> {
    T read(ResultSet rows) throws SQLException;
  }

  /** Runs a statement that answers nothing. */
  void execute(DuckDBConnection connection, String sql) throws SQLException, InterruptedException {
    run(connection, statement -> statement.execute(sql));
  }

  /** Runs a statement and reads its answer. */
  <T> T query(DuckDBConnection connection, String sql, Reader<T> reader)
      throws SQLException, InterruptedException {
    return run(
        connection,
        statement -> {
          try (ResultSet rows = statement.executeQuery(sql)) {
            return reader.read(rows);
          }
        });
  }

  /** What is done with a statement. */
  @FunctionalInterface
  private interface Use<T> {
    T of(Statement statement) throws SQLException;
  }

  private <T> T run(DuckDBConnection connection, Use<T> use)
      throws SQLException, InterruptedException {
    try (Statement statement = connection.createStatement()) {
      FutureTask<T> task = new FutureTask<>(() -> use.of(statement));
      Thread.ofPlatform().daemon().name("weir-write").start(task);
      return await(task, statement);
    }
  }

  private <T> T await(FutureTask<T> task, Statement statement)
      throws SQLException, InterruptedException {
    try {
      while (true) {
        try {
          return task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException running) {
          report(statement);
        }
        if (Instant.now().isAfter(deadline)) {
          stop(task, statement);
          throw new WeirException(
              ErrorCode.DEADLINE_EXCEEDED,
              "the deadline passed while the statement was writing",
              "Nothing was committed. Ask for a longer timeout or write fewer rows.");
        }
      }
    } catch (InterruptedException cancelled) {
      stop(task, statement);
      throw cancelled;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof SQLException failure) {
        throw failure;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  private void report(Statement statement) throws SQLException {
    if (statement instanceof DuckDBPreparedStatement running) {
      QueryProgress now = running.getQueryProgress();
      if (now != null && now.getRowsProcessed() >= 0) {
        progress.report(now.getRowsProcessed(), 0, now.getPercentage());
      }
    }
  }

  // A cancel that comes before the engine has started is lost, hence again and again until it ends.
  private static void stop(FutureTask<?> task, Statement statement) {
    boolean interrupted = false;
    while (!task.isDone()) {
      try {
        statement.cancel();
        task.get(CANCEL_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException running) {
        continue;
      } catch (InterruptedException again) {
        interrupted = true;
      } catch (SQLException | ExecutionException ended) {
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
