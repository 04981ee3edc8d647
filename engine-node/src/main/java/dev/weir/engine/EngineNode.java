package dev.weir.engine;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.engine.command.CommandRunner;
import dev.weir.engine.gateway.Clusters;
import dev.weir.engine.gateway.EngineGateway;
import dev.weir.engine.gateway.EngineMetrics;
import dev.weir.engine.gateway.OneCluster;
import dev.weir.engine.gateway.QueryHistory;
import dev.weir.engine.gateway.SessionOpener;
import dev.weir.engine.gateway.SqlGateway;
import dev.weir.engine.resolve.MetaClient;
import dev.weir.engine.result.ResultStore;
import dev.weir.storage.ObjectStore;
import io.prometheus.client.CollectorRegistry;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.iceberg.io.FileIO;

/** A node with both roles, gateway and compute: everything behind the doors for SQL. */
public final class EngineNode implements AutoCloseable {
  private final EngineParts parts;
  private final ResultStore results;
  private final SqlGateway gateway;

  private EngineNode(EngineParts parts, ResultStore results, SqlGateway gateway) {
    this.parts = parts;
    this.results = results;
    this.gateway = gateway;
  }

  /**
   * What a node needs of its surroundings; all of it stays with the caller.
   *
   * @param store where the tables are
   * @param io the same for Iceberg
   * @param meta where names are resolved
   * @param commands makes the runner of everything that is not a query
   * @param history where ended queries are kept
   * @param metrics where the node's metrics are shown
   */
  public record Surroundings(
      ObjectStore store,
      FileIO io,
      MetaServiceBlockingStub meta,
      Function<SessionOpener, CommandRunner> commands,
      QueryHistory history,
      CollectorRegistry metrics) {}

  /**
   * Starts a node. Its folders are made; what an earlier process left in them is deleted.
   *
   * @throws WeirException DATA_FOLDER_UNUSABLE
   */
  public static EngineNode start(EngineConfig config, Surroundings surroundings) {
    EngineParts parts = startParts(config, surroundings);
    return start(config, surroundings, parts, new OneCluster(config, parts.newRunner()));
  }

  static EngineParts startParts(EngineConfig config, Surroundings surroundings) {
    return EngineParts.start(
        config,
        surroundings.store(),
        surroundings.io(),
        new MetaClient(surroundings.meta()),
        surroundings.metrics());
  }

  /** As {@link #start(EngineConfig, Surroundings)}; the node closes parts and clusters. */
  static EngineNode start(
      EngineConfig config, Surroundings surroundings, EngineParts parts, Clusters clusters) {
    ResultStore results = parts.openResults();
    SqlGateway gateway =
        SqlGateway.start(
            config,
            parts.parser(),
            parts.sessions(),
            clusters,
            surroundings.commands().apply(parts.sessions()),
            results,
            surroundings.history(),
            new EngineMetrics(surroundings.metrics()),
            parts.allocator());
    return new EngineNode(parts, results, gateway);
  }

  /** The door for all parts of the process. */
  public EngineGateway gateway() {
    return gateway;
  }

  SqlGateway sqlGateway() {
    return gateway;
  }

  /** Sessions for Weir's own code. */
  public SessionOpener sessions() {
    return parts.sessions();
  }

  /** The allocator of everything that the node makes in Arrow. */
  public BufferAllocator allocator() {
    return parts.allocator();
  }

  /** Stops the queries and frees everything. */
  @Override
  public void close() {
    gateway.close();
    results.close();
    parts.close();
  }
}
