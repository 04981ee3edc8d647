package dev.weir.bench.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBResultSet;

/** DuckDB itself in this JVM, over Parquet files. Not thread-safe. */
public final class DuckPeer implements AutoCloseable {
  private static final long BATCH_ROWS = 65_536;

  private final BufferAllocator allocator;
  private final Connection connection;

  public DuckPeer(BufferAllocator allocator) throws SQLException {
    this.allocator = allocator;
    this.connection = DriverManager.getConnection("jdbc:duckdb:");
  }

  /** What is done with each batch of an answer; the batch is gone afterwards. */
  public interface BatchReader {
    void read(VectorSchemaRoot batch);
  }

  /** Makes a view of that name over the files. */
  public void view(String table, List<Path> files) throws SQLException {
    String list =
        files.stream().map(file -> literal(file.toString())).collect(Collectors.joining(", "));
    run("CREATE OR REPLACE VIEW " + table + " AS SELECT * FROM read_parquet([" + list + "])");
  }

  /** Runs a statement without an answer. */
  public void run(String statement) throws SQLException {
    try (Statement running = connection.createStatement()) {
      running.execute(statement);
    }
  }

  /** Runs a statement and reads its whole answer as Arrow batches. */
  public void execute(String statement, BatchReader reader) throws SQLException, IOException {
    try (Statement running = connection.createStatement();
        DuckDBResultSet rows = running.executeQuery(statement).unwrap(DuckDBResultSet.class);
        ArrowReader batches = (ArrowReader) rows.arrowExportStream(allocator, BATCH_ROWS)) {
      while (batches.loadNextBatch()) {
        reader.read(batches.getVectorSchemaRoot());
      }
    }
  }

  /** The whole answer as values. */
  public Answer answer(String statement) throws SQLException, IOException {
    Answer answer = new Answer();
    execute(statement, answer::add);
    return answer;
  }

  /** The columns of a Parquet file as {@code name type} of a CREATE TABLE. */
  public String columnsOf(Path file) throws SQLException {
    StringBuilder columns = new StringBuilder();
    try (Statement running = connection.createStatement();
        ResultSet described =
            running.executeQuery(
                "DESCRIBE SELECT * FROM read_parquet(" + literal(file.toString()) + ")")) {
      while (described.next()) {
        columns
            .append(columns.isEmpty() ? "" : ", ")
            .append(described.getString("column_name"))
            .append(' ')
            .append(described.getString("column_type"));
      }
    }
    return columns.toString();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** {@code text} as a literal of SQL. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
