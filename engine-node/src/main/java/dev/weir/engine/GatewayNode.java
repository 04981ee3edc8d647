package dev.weir.engine;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.compute.NodeAccess;
import dev.weir.engine.compute.RemoteClusters;
import dev.weir.engine.gateway.Demand;
import dev.weir.engine.gateway.EngineGateway;
import dev.weir.engine.gateway.EngineMetrics;
import dev.weir.engine.gateway.SessionOpener;
import dev.weir.engine.scaling.ClusterWatch;
import java.util.List;
import java.util.function.Predicate;
import org.apache.arrow.memory.BufferAllocator;

/**
 * A node that takes statements, answers from its cache, runs those that write, and has queries run
 * by compute nodes.
 */
public final class GatewayNode implements AutoCloseable {
  private final EngineNode node;
  private final ClusterWatch watch;

  private GatewayNode(EngineNode node, ClusterWatch watch) {
    this.node = node;
    this.watch = watch;
  }

  /**
   * Starts a node. Its folders are made; what an earlier process left in them is deleted.
   *
   * @param config whose {@code admission.runningMax} is that of each compute node, and whose
   *     cluster that of statements that name none
   * @param access to compute nodes
   * @param clusters whether there is a ComputeCluster of that name; its nodes need not be there
   * @throws WeirException DATA_FOLDER_UNUSABLE
   */
  public static GatewayNode start(
      EngineConfig config,
      EngineNode.Surroundings surroundings,
      NodeAccess access,
      Predicate<String> clusters) {
    EngineParts parts = EngineNode.startParts(config, surroundings);
    RemoteClusters remote =
        new RemoteClusters(
            config, surroundings.meta(), access, clusters, parts.sessions(), parts.allocator());
    EngineNode node = EngineNode.start(config, surroundings, parts, remote);
    EngineMetrics.watchClusters(surroundings.metrics(), node.sqlGateway()::demand);
    return new GatewayNode(node, new ClusterWatch(remote::all));
  }

  /** The door for all parts of the process. */
  public EngineGateway gateway() {
    return node.gateway();
  }

  /** Sessions for Weir's own code. */
  public SessionOpener sessions() {
    return node.sessions();
  }

  /** The allocator of everything that the node makes in Arrow. */
  public BufferAllocator allocator() {
    return node.allocator();
  }

  /** Tells others what is asked of each cluster. */
  public ClusterWatch watch() {
    return watch;
  }

  /** What is asked of each cluster now: what auto-scaling looks at. */
  public List<Demand> demand() {
    return node.sqlGateway().demand();
  }

  /** Statements that run or wait. */
  public int running() {
    return node.sqlGateway().running();
  }

  /** Stops the queries and frees everything. */
  @Override
  public void close() {
    node.close();
  }
}
