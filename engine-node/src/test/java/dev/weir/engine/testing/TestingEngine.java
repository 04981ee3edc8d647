package dev.weir.engine.testing;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.engine.duck.DuckEngine;
import dev.weir.engine.duck.DuckSessions;
import dev.weir.engine.duck.FilePlaces;
import dev.weir.engine.duck.PolicyExpressions;
import dev.weir.engine.files.FileCache;
import dev.weir.engine.files.FileCacheMetrics;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.gateway.SqlSession;
import dev.weir.engine.plan.FilePlanner;
import dev.weir.engine.resolve.MetaClient;
import dev.weir.engine.resolve.MetadataCache;
import dev.weir.engine.resolve.RelationResolver;
import dev.weir.engine.sql.FunctionPolicy;
import dev.weir.engine.sql.StatementParser;
import dev.weir.storage.folder.FolderObjectStore;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The SQL engine over a {@link TestingWarehouse}, without a gateway. */
public final class TestingEngine implements AutoCloseable {
  public static final Caller ADA = new Caller("default", "ada", "Ada", List.of(), false);

  private final TestingWarehouse warehouse;
  private final DuckEngine duck;
  private final FilePlaces places;
  private final DuckSessions sessions;

  public TestingEngine(Path root) throws IOException {
    this(root, new TestingWarehouse(root));
  }

  /**
   * @param warehouse closed with the engine
   */
  public TestingEngine(Path root, TestingWarehouse warehouse) {
    this.warehouse = warehouse;
    EngineConfig config = EngineConfig.defaults(root.resolve("engine"), 2, 512L << 20);
    boolean folder = warehouse.store() instanceof FolderObjectStore;
    duck = DuckEngine.start(config, List.of(folder ? warehouse.folder() : config.cacheFolder()));
    places =
        folder
            ? FilePlaces.inPlace(warehouse.store())
            : FileCache.open(
                warehouse.store(), config, new FileCacheMetrics(new CollectorRegistry()));
    StatementParser parser = new StatementParser(duck, FunctionPolicy.standard());
    sessions =
        new DuckSessions(
            duck,
            parser::parse,
            new RelationResolver(
                new MetaClient(warehouse.meta().stub()),
                new MetadataCache(warehouse.io(), 1 << 20),
                parser,
                config.statement()),
            new FilePlanner(warehouse.io(), 1_000),
            new PolicyExpressions(parser),
            places,
            config.caches());
  }

  public TestingWarehouse warehouse() {
    return warehouse;
  }

  public DuckSessions sessions() {
    return sessions;
  }

  public static QueryRequest request(String sql) {
    return QueryRequest.of(ADA, sql, Origin.of(Origin.Kind.CONSOLE));
  }

  /** A request that is not answered from the result cache. */
  public static QueryRequest uncached(String sql) {
    QueryRequest plain = request(sql);
    return new QueryRequest(
        plain.caller(), sql, List.of(), List.of(), null, plain.origin(), null, null, 0, 0, false);
  }

  public static QueryContext context(QueryRequest request) {
    Instant now = Instant.now();
    return new QueryContext(UUID.randomUUID().toString(), request, now, now.plusSeconds(60));
  }

  /** Rows of a query, values joined by commas. */
  public List<String> rows(String sql) {
    return rows(request(sql));
  }

  /** Rows of a query, values joined by commas. */
  public List<String> rows(QueryRequest request) {
    try (SqlSession session = sessions.open(context(request), request.sql());
        Statement statement = session.connection().createStatement()) {
      List<String> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(session.sql())) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            row.add(String.valueOf(result.getString(i)));
          }
          rows.add(String.join(",", row));
        }
      } catch (SQLException e) {
        throw session.failure(e);
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    duck.close();
    if (places instanceof FileCache cache) {
      cache.close();
    }
    warehouse.close();
  }
}
