package dev.weir.engine.compute;

import dev.weir.contracts.config.ComputeConfig;
import dev.weir.contracts.meta.v1.ComputeNode;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.meta.v1.RenewNodeRequest;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Tells meta again and again that this node lives. Thread-safe. */
final class NodeLease implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(NodeLease.class.getName());

  /** One renewal that is not answered leaves time for another within the lease. */
  private static final int PATIENCE = 3;

  /** A new node that meta does not know gets no queries, though some may be waiting for it. */
  private static final long AGAIN_MILLIS = 500;

  private final MetaServiceBlockingStub meta;
  private final ComputeConfig config;
  private final String cluster;
  private final int port;
  private final IntSupplier running;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("node-lease").factory());
  private volatile boolean accepting = true;

  /** Whether meta has ever answered. For the timer's thread. */
  private boolean known;

  /**
   * @param running queries that run on the node
   */
  private NodeLease(
      MetaServiceBlockingStub meta,
      ComputeConfig config,
      String cluster,
      int port,
      IntSupplier running) {
    this.meta = meta;
    this.config = config;
    this.cluster = cluster;
    this.port = port;
    this.running = running;
  }

  /** Begins at once, and goes on whether meta answers or not. */
  static NodeLease start(
      MetaServiceBlockingStub meta,
      ComputeConfig config,
      String cluster,
      int port,
      IntSupplier running) {
    NodeLease lease = new NodeLease(meta, config, cluster, port, running);
    lease.timer.execute(lease::keep);
    return lease;
  }

  private void keep() {
    known |= renew(config.leaseMillis());
    long pause = known ? config.renewMillis() : AGAIN_MILLIS;
    try {
      var unused = timer.schedule(this::keep, pause, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      // The lease has ended meanwhile.
    }
  }

  /** Says that the node takes no more queries, and returns when meta knows or does not answer. */
  void drain() {
    accepting = false;
    boolean unused = renew(config.leaseMillis());
  }

  /** False when meta did not answer. */
  private boolean renew(int ttlMillis) {
    ComputeNode node =
        ComputeNode.newBuilder()
            .setId(config.nodeId())
            .setCluster(cluster)
            .setHost(config.address())
            .setPort(port)
            .setRunning(running.getAsInt())
            .setAccepting(accepting)
            .build();
    try {
      var unused =
          meta.withDeadlineAfter(config.leaseMillis() / PATIENCE, TimeUnit.MILLISECONDS)
              .renewNode(
                  RenewNodeRequest.newBuilder().setNode(node).setTtlMillis(ttlMillis).build());
      return true;
    } catch (StatusRuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "lease.renew node=" + config.nodeId() + " status=" + e.getStatus());
      return false;
    }
  }

  /** Ends the lease. */
  @Override
  public void close() {
    timer.shutdownNow();
    try {
      boolean ignored = timer.awaitTermination(config.renewMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean unused = renew(0);
  }
}
