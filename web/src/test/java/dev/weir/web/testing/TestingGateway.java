package dev.weir.web.testing;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.contracts.query.ResultColumn;
import dev.weir.contracts.query.StatementDescription;
import dev.weir.contracts.query.TableFilter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * A gateway over one in-memory DuckDB whose schema {@code default} is the warehouse. Filters become
 * temporary views in front of the tables; results are cached for ever.
 */
public final class TestingGateway implements QueryGateway, AutoCloseable {
  private final DuckDBConnection database;
  private final Map<String, TestingHandle> cache = new ConcurrentHashMap<>();
  private final List<QueryRequest> requests = new ArrayList<>();
  private final AtomicInteger runs = new AtomicInteger();
  private volatile boolean unavailable;

  public TestingGateway(String... statements) {
    try {
      // Not by DriverManager, which forgets drivers when a Quarkus test has run before.
      database = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
      try (Statement statement = database.createStatement()) {
        statement.execute("CREATE SCHEMA \"default\"");
        statement.execute("USE memory.\"default\"");
        for (String sql : statements) {
          statement.execute(sql);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every query from now on fails as if no cluster were there. */
  public void setUnavailable(boolean value) {
    unavailable = value;
  }

  /** Changes the warehouse behind everybody's back. */
  public void execute(String sql) {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
      cache.clear();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What {@link #run} was asked, in order. */
  public synchronized List<QueryRequest> requests() {
    return List.copyOf(requests);
  }

  /** Statements that DuckDB ran. */
  public int runs() {
    return runs.get();
  }

  @Override
  public QueryHandle submit(QueryRequest request) {
    return run(request);
  }

  @Override
  public QueryHandle run(QueryRequest request) {
    checkAvailable();
    synchronized (this) {
      requests.add(request);
    }
    String key =
        request.sql()
            + request.parameters()
            + request.filters()
            + request.rowsMax()
            + request.caller().principal();
    TestingHandle known = request.useCache() ? cache.get(key) : null;
    if (known != null) {
      return known.asHit();
    }
    TestingHandle made = execute(request);
    if (request.useCache()) {
      cache.put(key, made);
    }
    return made;
  }

  @Override
  public StatementDescription describe(QueryRequest request) {
    checkAvailable();
    try (Connection connection = open(request);
        PreparedStatement statement = connection.prepareStatement(request.sql())) {
      ResultSetMetaData meta = statement.getMetaData();
      boolean select = request.sql().strip().toUpperCase().matches("(?s)(SELECT|WITH|FROM).*");
      return new StatementDescription(
          select ? "SELECT" : request.sql().strip().split("\\s+")[0].toUpperCase(),
          columns(meta),
          List.of(),
          tables(connection).stream()
              .filter(table -> request.sql().contains(table))
              .map(table -> "default." + table)
              .toList());
    } catch (SQLException e) {
      throw toWeir(e);
    }
  }

  @Override
  public Optional<QueryHandle> find(String queryId, Caller caller) {
    return Optional.empty();
  }

  @Override
  public List<QueryStatus> history(Caller caller, int limit) {
    return List.of();
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private TestingHandle execute(QueryRequest request) {
    runs.incrementAndGet();
    try (Connection connection = open(request);
        PreparedStatement statement = connection.prepareStatement(request.sql())) {
      for (int i = 0; i < request.parameters().size(); i++) {
        statement.setObject(i + 1, request.parameters().get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<ResultColumn> columns = columns(rows.getMetaData());
        List<List<Object>> values = new ArrayList<>();
        boolean truncated = false;
        while (rows.next()) {
          if (request.rowsMax() > 0 && values.size() == request.rowsMax()) {
            truncated = true;
            break;
          }
          List<Object> row = new ArrayList<>();
          for (int i = 1; i <= columns.size(); i++) {
            row.add(rows.getObject(i));
          }
          values.add(row);
        }
        return TestingHandle.of(request, columns, values, truncated);
      }
    } catch (SQLException e) {
      throw toWeir(e);
    }
  }

  private Connection open(QueryRequest request) throws SQLException {
    Connection connection = database.duplicate();
    try (Statement statement = connection.createStatement()) {
      statement.execute("USE memory.\"default\"");
      Map<String, List<TableFilter>> byTable =
          request.filters().stream().collect(Collectors.groupingBy(TableFilter::table));
      for (Map.Entry<String, List<TableFilter>> entry : byTable.entrySet()) {
        statement.execute(
            "CREATE TEMP VIEW "
                + entry.getKey()
                + " AS SELECT * FROM memory.\"default\"."
                + entry.getKey()
                + " WHERE "
                + entry.getValue().stream()
                    .map(TestingGateway::predicate)
                    .collect(Collectors.joining(" AND ")));
      }
    }
    return connection;
  }

  private static String predicate(TableFilter filter) {
    String column = '"' + filter.column() + '"';
    List<String> values = filter.values().stream().map(TestingGateway::literal).toList();
    return switch (filter.operator()) {
      case IN -> column + " IN (" + String.join(", ", values) + ")";
      case GE -> column + " >= " + values.getFirst();
      case LE -> column + " <= " + values.getFirst();
      case LT -> column + " < " + values.getFirst();
      default -> throw new IllegalArgumentException(filter.operator().name());
    };
  }

  private static String literal(Object value) {
    return value instanceof Number
        ? value.toString()
        : "'" + String.valueOf(value).replace("'", "''") + "'";
  }

  private static List<ResultColumn> columns(ResultSetMetaData meta) throws SQLException {
    List<ResultColumn> columns = new ArrayList<>();
    for (int i = 1; meta != null && i <= meta.getColumnCount(); i++) {
      columns.add(new ResultColumn(meta.getColumnName(i), meta.getColumnTypeName(i), true));
    }
    return columns;
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT table_name FROM duckdb_tables()")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private void checkAvailable() {
    if (unavailable) {
      throw new WeirException(ErrorCode.UNAVAILABLE, "no cluster answers", "try again");
    }
  }

  private static WeirException toWeir(SQLException failure) {
    String message = String.valueOf(failure.getMessage());
    ErrorCode code =
        message.contains("Parser Error")
            ? ErrorCode.SYNTAX_ERROR
            : message.contains("Table with name")
                ? ErrorCode.TABLE_NOT_FOUND
                : message.contains("Referenced column")
                    ? ErrorCode.COLUMN_NOT_FOUND
                    : ErrorCode.VALUE_ERROR;
    return new WeirException(code, message.lines().findFirst().orElse(""), null, failure);
  }
}
