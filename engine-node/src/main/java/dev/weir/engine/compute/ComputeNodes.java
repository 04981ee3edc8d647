package dev.weir.engine.compute;

import dev.weir.contracts.engine.v1.ComputeServiceGrpc;
import dev.weir.contracts.engine.v1.ComputeServiceGrpc.ComputeServiceBlockingStub;
import dev.weir.contracts.meta.v1.ComputeNode;
import dev.weir.contracts.meta.v1.ListNodesRequest;
import dev.weir.contracts.meta.v1.MetaServiceGrpc.MetaServiceBlockingStub;
import dev.weir.contracts.part.KeepAlive;
import dev.weir.contracts.part.PartTls;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The compute nodes of one cluster, as meta lists them and as calls find them. Thread-safe. */
final class ComputeNodes implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ComputeNodes.class.getName());
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long META_MILLIS = 2_000;

  /** Longer than for other parts: a node may be busy with all that its machine has. */
  private static final long ANSWERED_WITHIN_SECONDS = 5;

  /** A row of a result comes in one message. */
  private static final int MESSAGE_BYTES_MAX = 1 << 30;

  /** A node and what this gateway has on it. Changed under the lock of the nodes. */
  private static final class Known {
    private final ManagedChannel channel;
    private ComputeNode said;
    private int running;

    /** What it had said last when a call found it gone; believed again when it says more. */
    private long lostAtMillis;

    Known(ManagedChannel channel, ComputeNode said) {
      this.channel = channel;
      this.said = said;
    }

    boolean accepts() {
      return said.getAccepting() && said.getRenewedEpochMillis() > lostAtMillis;
    }
  }

  /** A query's place on a node, until it is closed. */
  final class Place implements AutoCloseable {
    private final String node;
    private final Known known;

    private Place(String node, Known known) {
      this.node = node;
      this.known = known;
    }

    String node() {
      return node;
    }

    ComputeServiceBlockingStub stub() {
      return ComputeServiceGrpc.newBlockingStub(known.channel)
          .withCallCredentials(token.credentials());
    }

    /** A call found the node gone, or leaving. */
    void lost() {
      synchronized (ComputeNodes.this) {
        known.lostAtMillis = known.said.getRenewedEpochMillis();
        count();
      }
      LOG.log(System.Logger.Level.WARNING, "compute.lost cluster=" + cluster + " node=" + node);
    }

    @Override
    public void close() {
      synchronized (ComputeNodes.this) {
        known.running--;
      }
    }
  }

  private final MetaServiceBlockingStub meta;
  private final String cluster;
  private final NodeAccess access;
  private final PartsToken token;
  private final ReentrantLock refreshing = new ReentrantLock();
  private final Map<String, Known> nodes = new LinkedHashMap<>();
  private volatile int accepting;
  private volatile long refreshedNanos = System.nanoTime() - FRESH_NANOS;
  private boolean closed;

  ComputeNodes(MetaServiceBlockingStub meta, String cluster, NodeAccess access) {
    this.meta = meta;
    this.cluster = cluster;
    this.access = access;
    this.token = new PartsToken(access.token());
  }

  /** Nodes that take queries, as far as is known. Never blocks. */
  int accepting() {
    return accepting;
  }

  /** Asks meta, unless somebody has a moment ago. */
  void refreshIfOld() {
    if (System.nanoTime() - refreshedNanos >= FRESH_NANOS) {
      refreshing.lock();
      try {
        if (System.nanoTime() - refreshedNanos >= FRESH_NANOS) {
          ask();
        }
      } finally {
        refreshing.unlock();
      }
    }
  }

  /** Asks meta. */
  void refresh() {
    refreshing.lock();
    try {
      ask();
    } finally {
      refreshing.unlock();
    }
  }

  private void ask() {
    try {
      List<ComputeNode> listed =
          meta.withDeadlineAfter(META_MILLIS, TimeUnit.MILLISECONDS)
              .listNodes(ListNodesRequest.newBuilder().setCluster(cluster).build())
              .getNodesList();
      take(listed);
    } catch (StatusRuntimeException e) {
      // Nodes that were there a moment ago most likely are; calls find out.
      LOG.log(
          System.Logger.Level.WARNING,
          "compute.list cluster=" + cluster + " status=" + e.getStatus());
    } finally {
      refreshedNanos = System.nanoTime();
    }
  }

  private synchronized void take(List<ComputeNode> listed) {
    if (closed) {
      return;
    }
    Set<String> gone = new HashSet<>(nodes.keySet());
    for (ComputeNode said : listed) {
      gone.remove(said.getId());
      Known known = nodes.get(said.getId());
      if (known == null) {
        nodes.put(said.getId(), new Known(connect(said), said));
      } else {
        known.said = said;
      }
    }
    // Queries that are on them go on to their ends.
    gone.forEach(id -> nodes.remove(id).channel.shutdown());
    count();
  }

  private void count() {
    accepting = (int) nodes.values().stream().filter(Known::accepts).count();
  }

  private ManagedChannel connect(ComputeNode node) {
    NettyChannelBuilder channel =
        NettyChannelBuilder.forAddress(
                node.getHost(), node.getPort(), PartTls.ofClient(access.tls()))
            .withOption(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) KeepAlive.CONNECTED_WITHIN.toMillis())
            .keepAliveTime(KeepAlive.ASKED_EVERY.toSeconds(), TimeUnit.SECONDS)
            .keepAliveTimeout(ANSWERED_WITHIN_SECONDS, TimeUnit.SECONDS)
            .maxInboundMessageSize(MESSAGE_BYTES_MAX);
    if (access.tls() != null) {
      channel.overrideAuthority(access.name());
    }
    return channel.build();
  }

  /**
   * A place for a query; null when no node takes any.
   *
   * @param key equal for queries that read the same tables
   */
  synchronized @Nullable Place choose(String key) {
    Map<String, Integer> running = new HashMap<>();
    nodes.forEach(
        (id, known) -> {
          if (known.accepts()) {
            running.put(id, known.running);
          }
        });
    String id = Placement.choose(key, running).orElse(null);
    if (id == null) {
      return null;
    }
    Known known = nodes.get(id);
    known.running++;
    return new Place(id, known);
  }

  /** Queries of this gateway by node, for tests and the status page. */
  synchronized Map<String, Integer> running() {
    Map<String, Integer> running = new LinkedHashMap<>();
    nodes.forEach((id, known) -> running.put(id, known.running));
    return running;
  }

  @Override
  public synchronized void close() {
    closed = true;
    nodes.values().forEach(known -> known.channel.shutdownNow());
    nodes.clear();
    accepting = 0;
  }
}
