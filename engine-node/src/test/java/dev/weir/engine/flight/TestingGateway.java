package dev.weir.engine.flight;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.SourcePosition;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.QueryState;
import dev.weir.contracts.query.QueryStats;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.contracts.query.ResultColumn;
import dev.weir.contracts.query.StatementDescription;
import dev.weir.engine.gateway.EngineGateway;
import dev.weir.engine.result.ArrowDrain;
import dev.weir.engine.result.BatchSink;
import dev.weir.engine.result.SqlTypes;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.DriverManager;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSet;
import org.jspecify.annotations.Nullable;

/**
 * The SQL engine behind the gateway's interface, without tables of the catalog, policies, queue or
 * cache: enough for the doors to be tested on their own.
 */
final class TestingGateway implements EngineGateway, AutoCloseable {
  private static final int BATCH_ROWS = 65_536;

  private final BufferAllocator allocator;
  private final DuckDBConnection root;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger runs = new AtomicInteger();

  TestingGateway(BufferAllocator allocator) throws SQLException {
    this.allocator = allocator;
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    this.root = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:", settings);
    try (Statement statement = root.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
  }

  /** Statements that run now. */
  int running() {
    return running.get();
  }

  /** Statements that were run. */
  int runs() {
    return runs.get();
  }

  @Override
  public QueryStatus stream(QueryRequest request, BatchSink sink, Consumer<QueryHandle> started) {
    running.incrementAndGet();
    runs.incrementAndGet();
    try (DuckDBConnection connection = connect(request);
        PreparedStatement statement = connection.prepareStatement(request.sql())) {
      Handle handle = new Handle(statement);
      started.accept(handle);
      for (int i = 0; i < request.parameters().size(); i++) {
        statement.setObject(i + 1, request.parameters().get(i));
      }
      try {
        if (StatementKind.answersRows(kind(request))) {
          query(statement, sink);
        } else {
          update(statement, sink);
        }
      } finally {
        handle.ended.set(true);
      }
      return status(QueryState.SUCCEEDED);
    } catch (SQLException | IOException failure) {
      throw translate(failure);
    } finally {
      running.decrementAndGet();
    }
  }

  @Override
  public StatementDescription describe(QueryRequest request) {
    try (DuckDBConnection connection = connect(request);
        PreparedStatement statement = connection.prepareStatement(request.sql())) {
      List<String> types = new ArrayList<>();
      ParameterMetaData parameters = statement.getParameterMetaData();
      for (int i = 1; i <= parameters.getParameterCount(); i++) {
        types.add(parameters.getParameterTypeName(i));
      }
      return new StatementDescription(
          kind(request), columns(statement.getMetaData()), types, List.of());
    } catch (SQLException failure) {
      throw translate(failure);
    }
  }

  @Override
  public QueryHandle submit(QueryRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public QueryHandle run(QueryRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<QueryHandle> find(String queryId, Caller caller) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<QueryStatus> history(Caller caller, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws SQLException {
    root.close();
  }

  private void query(PreparedStatement statement, BatchSink sink) throws SQLException, IOException {
    try (DuckDBResultSet rows = (DuckDBResultSet) statement.executeQuery();
        ArrowReader reader = (ArrowReader) rows.arrowExportStream(allocator, BATCH_ROWS)) {
      List<String> types = columns(rows.getMetaData()).stream().map(ResultColumn::type).toList();
      ArrowDrain.drain(reader, types, allocator, sink);
    }
  }

  private void update(PreparedStatement statement, BatchSink sink)
      throws SQLException, IOException {
    // The engine says -1 for DDL, which to a JDBC client means that there is a result set.
    long changed = Math.max(0, statement.executeUpdate());
    Schema schema = SqlTypes.schemaOf(List.of(new ResultColumn("count", "BIGINT", false)));
    try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
      ((BigIntVector) root.getVector(0)).setSafe(0, changed);
      root.setRowCount(1);
      sink.start(schema);
      sink.batch(root);
    }
  }

  private static String kind(QueryRequest request) {
    return request.sql().strip().split("\\s", 2)[0].toUpperCase(Locale.ROOT);
  }

  private DuckDBConnection connect(QueryRequest request) throws SQLException {
    DuckDBConnection connection = (DuckDBConnection) root.duplicate();
    if (request.defaultNamespace() != null) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("USE \"" + request.defaultNamespace() + "\"");
      }
    }
    return connection;
  }

  private static List<ResultColumn> columns(@Nullable ResultSetMetaData metadata)
      throws SQLException {
    List<ResultColumn> columns = new ArrayList<>();
    for (int i = 1; metadata != null && i <= metadata.getColumnCount(); i++) {
      columns.add(new ResultColumn(metadata.getColumnName(i), metadata.getColumnTypeName(i), true));
    }
    return columns;
  }

  private static WeirException translate(Exception failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains("INTERRUPT")) {
      return new WeirException(ErrorCode.CANCELLED, "The query was cancelled.");
    }
    return new WeirException(
        ErrorCode.SYNTAX_ERROR, message, "Mend it.", new SourcePosition(1, 8, 3), failure);
  }

  private static QueryStatus status(QueryState state) {
    QueryStats none =
        new QueryStats(false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, false, List.of());
    return new QueryStatus(
        "q",
        "",
        "",
        dev.weir.contracts.query.Origin.of(dev.weir.contracts.query.Origin.Kind.FLIGHT_SQL),
        state,
        null,
        List.of(),
        none,
        null,
        0);
  }

  private static final class Handle implements QueryHandle {
    private final PreparedStatement statement;
    private final AtomicBoolean ended = new AtomicBoolean();

    private Handle(PreparedStatement statement) {
      this.statement = statement;
    }

    @Override
    public String id() {
      return "q";
    }

    @Override
    public QueryStatus status() {
      return TestingGateway.status(QueryState.RUNNING);
    }

    @Override
    public QueryStatus await() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Subscription follow(Consumer<QueryStatus> listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void cancel() {
      // An interrupt before the statement has begun is lost, so it is repeated.
      Thread.startVirtualThread(
          () -> {
            while (!ended.get()) {
              try {
                statement.cancel();
              } catch (SQLException closed) {
                return;
              }
              Thread.yield();
            }
          });
    }

    @Override
    public void writeJsonRows(long offset, int rowsMax, OutputStream out) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void writeArrow(OutputStream out) {
      throw new UnsupportedOperationException();
    }
  }
}
