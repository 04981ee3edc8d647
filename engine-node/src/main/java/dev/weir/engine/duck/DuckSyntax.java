package dev.weir.engine.duck;

import dev.weir.engine.sql.SyntaxReader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.duckdb.DuckDBConnection;

/**
 * The SQL engine's parser. The statement that asks it is kept prepared, which halves the time that
 * reading a statement takes. Thread-safe.
 */
final class DuckSyntax implements SyntaxReader, AutoCloseable {
  private static final int IDLE_MAX = 4;

  private record Reader(DuckDBConnection connection, PreparedStatement statement) {}

  private final DuckEngine engine;
  private final Deque<Reader> idle = new ArrayDeque<>();
  private boolean closed;

  DuckSyntax(DuckEngine engine) {
    this.engine = engine;
  }

  @Override
  public String read(String sql) {
    try {
      Reader reader = take();
      boolean usable = false;
      try {
        reader.statement().setString(1, sql);
        try (ResultSet result = reader.statement().executeQuery()) {
          result.next();
          String tree = result.getString(1);
          usable = true;
          return tree;
        }
      } finally {
        giveBack(reader, usable);
      }
    } catch (SQLException e) {
      throw DuckErrors.plain(e);
    }
  }

  private Reader take() throws SQLException {
    synchronized (this) {
      Reader reader = idle.pollFirst();
      if (reader != null) {
        engine.wake(reader.connection());
        return reader;
      }
    }
    DuckDBConnection connection = engine.lend();
    boolean done = false;
    try {
      PreparedStatement statement =
          connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)");
      done = true;
      return new Reader(connection, statement);
    } finally {
      if (!done) {
        engine.giveBack(connection, false);
      }
    }
  }

  private void giveBack(Reader reader, boolean usable) throws SQLException {
    synchronized (this) {
      if (usable && !closed && idle.size() < IDLE_MAX) {
        idle.addFirst(reader);
        engine.rest(reader.connection());
        return;
      }
    }
    discard(reader, usable);
  }

  private void discard(Reader reader, boolean usable) throws SQLException {
    try {
      reader.statement().close();
    } finally {
      engine.giveBack(reader.connection(), usable);
    }
  }

  /** Before the engine is closed. */
  @Override
  public synchronized void close() {
    closed = true;
    for (Reader reader : idle) {
      engine.wake(reader.connection());
      try {
        discard(reader, true);
      } catch (SQLException e) {
        throw DuckErrors.plain(e);
      }
    }
    idle.clear();
  }
}
