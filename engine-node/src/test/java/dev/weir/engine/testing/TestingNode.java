package dev.weir.engine.testing;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.config.WriteConfig;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.engine.EngineNode;
import dev.weir.engine.command.CommandRunner;
import dev.weir.engine.command.run.Statements;
import dev.weir.engine.gateway.EngineGateway;
import dev.weir.engine.gateway.SessionOpener;
import dev.weir.engine.upload.UploadFolder;
import dev.weir.engine.write.Catalogs;
import dev.weir.engine.write.DataStatements;
import dev.weir.engine.write.MetaCalls;
import dev.weir.engine.write.TableAccess;
import io.prometheus.client.CollectorRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A whole engine node over a {@link TestingWarehouse}. */
public final class TestingNode implements AutoCloseable {
  private final TestingWarehouse warehouse;
  private final TestingCommands commands = new TestingCommands();
  private final CollectorRegistry metrics = new CollectorRegistry();
  private final EngineNode node;
  private @Nullable DataStatements data;

  public TestingNode(Path root) throws IOException {
    this(root, config -> config);
  }

  public TestingNode(Path root, UnaryOperator<EngineConfig> change) throws IOException {
    this(root, new TestingWarehouse(root), change, (node, sessions) -> node.commands);
  }

  /** A node that carries out Weir's own statements. */
  public static TestingNode withStatements(Path root) throws IOException {
    return withStatements(root, new TestingWarehouse(root), config -> config);
  }

  /**
   * A node that carries out Weir's own statements.
   *
   * @param warehouse closed with the node
   */
  public static TestingNode withStatements(
      Path root, TestingWarehouse warehouse, UnaryOperator<EngineConfig> change) {
    return new TestingNode(
        root, warehouse, change, (node, sessions) -> node.statements(root, sessions));
  }

  private CommandRunner statements(Path root, SessionOpener sessions) {
    Catalogs catalogs = caller -> warehouse.meta().catalog();
    MetaCalls meta = new MetaCalls(warehouse.meta().stub());
    try {
      data =
          DataStatements.open(
              writes(root),
              warehouse.store(),
              catalogs,
              new TableAccess(meta),
              sessions,
              UploadFolder.open(root.resolve("uploads"), 1L << 30, 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Statements(data, catalogs, meta, sessions, List::of);
  }

  /** Files may be imported from {@code root}. */
  private static WriteConfig writes(Path root) {
    WriteConfig plain = WriteConfig.defaults(root.resolve("engine"), 2, 512L << 20);
    return new WriteConfig(
        plain.stagingFolder(),
        plain.spillFolder(),
        List.of(root),
        plain.threads(),
        plain.memoryBytesMax(),
        plain.spillBytesMax(),
        plain.commitAttemptsMax(),
        plain.orphanAgeMillis(),
        plain.rejectsMax());
  }

  private TestingNode(
      Path root,
      TestingWarehouse warehouse,
      UnaryOperator<EngineConfig> change,
      BiFunction<TestingNode, SessionOpener, CommandRunner> runner) {
    this.warehouse = warehouse;
    node =
        EngineNode.start(
            change.apply(EngineConfig.defaults(root.resolve("engine"), 2, 512L << 20)),
            new EngineNode.Surroundings(
                warehouse.store(),
                warehouse.io(),
                warehouse.meta().stub(),
                sessions -> runner.apply(this, sessions),
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

  /** Runs a statement as an administrator. */
  public QueryHandle administer(String sql) {
    Caller admin = new Caller("default", "admin", "Admin", List.of(), true);
    return run(QueryRequest.of(admin, sql, TestingEngine.request(sql).origin()));
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
    if (data != null) {
      data.close();
    }
    warehouse.close();
  }
}
