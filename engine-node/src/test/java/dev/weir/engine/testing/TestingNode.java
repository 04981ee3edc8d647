package dev.weir.engine.testing;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.engine.EngineNode;
import dev.weir.engine.gateway.EngineGateway;
import io.prometheus.client.CollectorRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A whole engine node over a {@link TestingWarehouse}. */
public final class TestingNode implements AutoCloseable {
  private final TestingWarehouse warehouse;
  private final TestingCommands commands = new TestingCommands();
  private final CollectorRegistry metrics = new CollectorRegistry();
  private final EngineNode node;

  public TestingNode(Path root) throws IOException {
    this(root, config -> config);
  }

  public TestingNode(Path root, UnaryOperator<EngineConfig> change) throws IOException {
    warehouse = new TestingWarehouse(root);
    node =
        EngineNode.start(
            change.apply(EngineConfig.defaults(root.resolve("engine"), 2, 512L << 20)),
            new EngineNode.Surroundings(
                warehouse.store(),
                warehouse.io(),
                warehouse.meta().stub(),
                sessions -> commands,
                new TestingHistory(),
                metrics));
  }

  public TestingWarehouse warehouse() {
    return warehouse;
  }

  public EngineGateway gateway() {
    return node.gateway();
  }

  public EngineNode node() {
    return node;
  }

  public TestingCommands commands() {
    return commands;
  }

  public CollectorRegistry metrics() {
    return metrics;
  }

  public QueryHandle run(String sql) {
    return run(TestingEngine.request(sql));
  }

  public QueryHandle run(QueryRequest request) {
    return gateway().run(request);
  }

  /** Rows as JSON. */
  public static String json(QueryHandle handle) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      handle.writeJsonRows(0, 1_000, out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    node.close();
    warehouse.close();
  }
}
