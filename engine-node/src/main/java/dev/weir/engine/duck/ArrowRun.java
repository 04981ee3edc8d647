package dev.weir.engine.duck;

import dev.weir.contracts.error.WeirException;
import dev.weir.engine.result.ArrowDrain;
import dev.weir.engine.result.BatchSink;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBResultSet;
import org.duckdb.ProfilerPrintFormat;
import org.jspecify.annotations.Nullable;

/** Runs the statement of a session and hands its batches over as they are made. */
public final class ArrowRun {
  /** Rows of a batch: large enough for 7 million rows a second, small enough to flow. */
  private static final long BATCH_ROWS = 65_536;

  /** What the driver says instead of the failure. */
  private static final String HIDDEN = "Invalid result set";

  private ArrowRun() {}

  /**
   * @param parameters of the statement, in order
   * @param allocator of the batches
   * @throws WeirException the statement's failure
   * @throws IOException the sink's
   */
  public static RunProfile run(
      DuckSession session,
      List<@Nullable Object> parameters,
      BufferAllocator allocator,
      BatchSink sink)
      throws IOException {
    WatchedSink watched = new WatchedSink(sink);
    try {
      PreparedStatement statement = session.prepared();
      ParameterBinding.bind(statement, parameters);
      session.running(statement);
      try (ResultSet result = statement.executeQuery();
          ArrowReader reader =
              (ArrowReader)
                  result.unwrap(DuckDBResultSet.class).arrowExportStream(allocator, BATCH_ROWS)) {
        ArrowDrain.drain(reader, typeNames(result.getMetaData()), allocator, watched);
      } finally {
        session.stopped();
      }
      watched.end();
      return profile(session);
    } catch (SQLException e) {
      throw session.failure(revealed(session, parameters, e));
    } catch (IOException e) {
      // The engine's failures in the middle of a result come as the reader's.
      if (watched.failed) {
        throw e;
      }
      throw session.failure(new SQLException(e.getMessage(), e));
    }
  }

  /**
   * The driver loses the failure of a statement that fails before its first row when results are
   * streamed. Running it once more the other way brings it to light, as early as the first time.
   */
  private static SQLException revealed(
      DuckSession session, List<@Nullable Object> parameters, SQLException hidden) {
    if (!String.valueOf(hidden.getMessage()).contains(HIDDEN)) {
      return hidden;
    }
    try (DuckDBPreparedStatement again = session.connection().prepare(session.sql())) {
      ParameterBinding.bind(again, parameters);
      session.running(again);
      again.query().close();
      return hidden;
    } catch (SQLException failure) {
      return failure;
    } finally {
      session.stopped();
    }
  }

  private static List<String> typeNames(ResultSetMetaData meta) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      names.add(meta.getColumnTypeName(i));
    }
    return names;
  }

  private static RunProfile profile(DuckSession session) throws SQLException {
    return RunProfile.parse(session.connection().getProfilingInformation(ProfilerPrintFormat.JSON));
  }

  /** Tells the sink's failures from the reader's. */
  private static final class WatchedSink implements BatchSink {
    private final BatchSink sink;
    private boolean failed;

    WatchedSink(BatchSink sink) {
      this.sink = sink;
    }

    @Override
    public void start(Schema schema) throws IOException {
      failed = true;
      sink.start(schema);
      failed = false;
    }

    @Override
    public void batch(VectorSchemaRoot batch) throws IOException {
      failed = true;
      sink.batch(batch);
      failed = false;
    }

    @Override
    public void end() throws IOException {
      failed = true;
      sink.end();
      failed = false;
    }
  }
}
