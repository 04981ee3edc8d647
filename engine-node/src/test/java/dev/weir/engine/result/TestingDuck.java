package dev.weir.engine.result;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;

/** The SQL engine without anything around it: statements in, batches out. */
public final class TestingDuck implements AutoCloseable {
  private static final int BATCH_ROWS = 8_192;

  private final BufferAllocator allocator = new RootAllocator();
  private final DuckDBConnection connection;

  public TestingDuck() throws SQLException {
    connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
    execute("SET TimeZone = 'UTC'");
  }

  public BufferAllocator allocator() {
    return allocator;
  }

  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs {@code sql} and sends its result into {@code sink}. */
  public void drain(String sql, BatchSink sink) throws SQLException, IOException {
    try (Statement statement = connection.createStatement();
        DuckDBResultSet rows = (DuckDBResultSet) statement.executeQuery(sql);
        ArrowReader reader = (ArrowReader) rows.arrowExportStream(allocator, BATCH_ROWS)) {
      ResultSetMetaData columns = rows.getMetaData();
      List<String> types = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        types.add(columns.getColumnTypeName(i));
      }
      ArrowDrain.drain(reader, types, allocator, sink);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    allocator.close();
  }
}
