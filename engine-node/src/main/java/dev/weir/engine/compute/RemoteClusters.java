package dev.weir.engine.compute;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.engine.duck.DuckSessions;
import dev.weir.engine.gateway.Admission;
import dev.weir.engine.gateway.Cluster;
import dev.weir.engine.gateway.Clusters;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Clusters of compute nodes, each with a queue of its own. A query of a cluster without nodes waits
 * in its queue until one comes. Thread-safe.
 */
public final class RemoteClusters implements Clusters {
  private static final System.Logger LOG = System.getLogger(RemoteClusters.class.getName());

  /** How soon queries that wait for a node's coming go to it. */
  private static final long REFRESH_MILLIS = 200;

  private static final int CLUSTERS_MAX = 1_000;

  /** Of all clusters together; queues are bounded by themselves, and this is far above. */
  private static final int THREADS_MAX = 10_000;

  private record Remote(Cluster cluster, ComputeNodes nodes) {}

  private final EngineConfig config;
  private final MetaServiceBlockingStub meta;
  private final NodeAccess access;
  private final Predicate<String> exists;
  private final DuckSessions sessions;
  private final BufferAllocator allocator;
  private final Admission commands;
  private final Map<String, Remote> clusters = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("compute-nodes").factory());

  /**
   * @param config whose admission is that of each node, and whose cluster the default one
   * @param meta where nodes are listed
   * @param access to the nodes
   * @param exists whether there is a ComputeCluster of that name; its nodes need not be there
   * @param sessions describe statements
   * @param allocator of results
   */
  public RemoteClusters(
      EngineConfig config,
      MetaServiceBlockingStub meta,
      NodeAccess access,
      Predicate<String> exists,
      DuckSessions sessions,
      BufferAllocator allocator) {
    this.config = config;
    this.meta = meta;
    this.access = access;
    this.exists = exists;
    this.sessions = sessions;
    this.allocator = allocator;
    EngineConfig.Admission limits = config.admission();
    this.commands = new Admission(limits.runningMax(), limits.queuedMax());
    // There before its first query: auto-scaling wants to know that nothing is asked of it.
    clusters.put(config.cluster(), open(config.cluster()));
    var unused =
        timer.scheduleWithFixedDelay(
            this::refresh, REFRESH_MILLIS, REFRESH_MILLIS, TimeUnit.MILLISECONDS);
  }

  private Remote open(String name) {
    ComputeNodes nodes = new ComputeNodes(meta, name, access);
    EngineConfig.Admission limits = config.admission();
    Admission admission =
        new Admission(() -> limits.runningMax() * nodes.accepting(), limits.queuedMax(), name);
    RemoteRunner runner = new RemoteRunner(nodes, admission::changed, sessions, allocator);
    return new Remote(new Cluster(name, admission, runner, nodes::accepting), nodes);
  }

  @Override
  public Cluster find(@Nullable String name) {
    Remote remote = remote(name == null ? config.cluster() : name);
    remote.nodes().refreshIfOld();
    remote.cluster().admission().changed();
    return remote.cluster();
  }

  private Remote remote(String name) {
    Remote known = clusters.get(name);
    if (known != null) {
      return known;
    }
    if (clusters.size() >= CLUSTERS_MAX || !exists.test(name)) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "there is no cluster " + name,
          "The default one is " + config.cluster() + ".");
    }
    return clusters.computeIfAbsent(name, this::open);
  }

  private void refresh() {
    for (Remote remote : clusters.values()) {
      Admission admission = remote.cluster().admission();
      if (admission.queued() + admission.running() > 0) {
        try {
          if (admission.queued() > 0 && remote.nodes().accepting() == 0) {
            remote.nodes().refresh();
          } else {
            remote.nodes().refreshIfOld();
          }
          admission.changed();
        } catch (RuntimeException e) {
          // The next round tries again.
          LOG.log(System.Logger.Level.ERROR, "compute.refresh", e);
        }
      }
    }
  }

  @Override
  public Collection<Cluster> all() {
    return List.copyOf(clusters.values().stream().map(Remote::cluster).toList());
  }

  /** They run in the gateway itself, whatever the clusters have to do. */
  @Override
  public Admission commands() {
    return commands;
  }

  @Override
  public int threadsMax() {
    return THREADS_MAX;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    clusters.values().forEach(remote -> remote.cluster().runner().close());
  }
}
