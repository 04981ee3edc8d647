package dev.weir.meta.service;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.ComputeNode;
import dev.weir.contracts.meta.v1.RenewNodeRequest;
import dev.weir.meta.raft.ConditionalWrite;
import dev.weir.meta.raft.MetaLog;
import dev.weir.meta.state.Keys;
import dev.weir.meta.state.Names;
import dev.weir.meta.state.StateView;
import dev.weir.meta.state.Versioned;
import dev.weir.meta.state.v1.ComputeNodeRecord;
import dev.weir.meta.state.v1.DrainRecord;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The compute nodes that live. A renewal is one log entry, which takes those with it whose leases
 * have ended; that a lease ends needs none. Thread-safe.
 */
public final class NodeStore {
  /** Nodes of all clusters together. */
  static final int NODES_MAX = 10_000;

  private static final int DRAINED_MAX = 1_000;
  private static final int TTL_MILLIS_MAX = 60_000;
  private static final int PORT_MAX = 65_535;

  /** Nodes that go with one renewal, so that no log entry grows large. */
  private static final int SWEPT_MAX = 100;

  /** The group of nodes belongs to no tenant. */
  private static final String NO_TENANT = "";

  private static final byte[] FROM_FIRST = {};

  private final MetaLog log;
  private final Clock clock;

  /** Over the log; {@code clock} tells when leases end. */
  public NodeStore(MetaLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * Renews the lease of a node, or ends it.
   *
   * @throws WeirException BAD_REQUEST
   */
  public void renew(RenewNodeRequest request) {
    ComputeNode node = request.getNode();
    byte[] key =
        Keys.computeNode(
            Names.check("cluster", node.getCluster()), Names.check("node", node.getId()));
    if (request.getTtlMillis() == 0) {
      ConditionalWrite.of(NO_TENANT).delete(key).commit(log);
      return;
    }
    long now = clock.millis();
    ComputeNodeRecord record = record(node, now, now + ttlMillis(request));
    List<StateView.Entry> ended = ended(now);
    ConditionalWrite write = ConditionalWrite.of(NO_TENANT).put(key, record);
    for (StateView.Entry entry : ended) {
      if (!Arrays.equals(entry.key(), key)) {
        // Only as it was seen: it may have come back meanwhile.
        write
            .requireUnchanged(entry.key(), entry.value().changedAt(), NodeStore::back)
            .delete(entry.key());
      }
    }
    try {
      write.commit(log);
    } catch (WeirException e) {
      if (e.code() != ErrorCode.COMMIT_CONFLICT) {
        throw e;
      }
      ConditionalWrite.of(NO_TENANT).put(key, record).commit(log);
    }
  }

  private List<StateView.Entry> ended(long now) {
    List<StateView.Entry> all =
        log.read(view -> view.scan(Keys.computeNodes(), FROM_FIRST, NODES_MAX));
    if (all.size() >= NODES_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "there are " + NODES_MAX + " compute nodes already",
          "Run fewer, larger nodes.");
    }
    return all.stream()
        .filter(entry -> parse(entry).getExpiresMillis() <= now)
        .limit(SWEPT_MAX)
        .toList();
  }

  private static WeirException back() {
    return new WeirException(ErrorCode.COMMIT_CONFLICT, "a node has come back");
  }

  private static long ttlMillis(RenewNodeRequest request) {
    long millis = Integer.toUnsignedLong(request.getTtlMillis());
    if (millis > TTL_MILLIS_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST, "a lease ends after " + TTL_MILLIS_MAX + " ms at most");
    }
    return millis;
  }

  private static ComputeNodeRecord record(ComputeNode node, long now, long expires) {
    int port = node.getPort();
    if (port < 1 || port > PORT_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST, "node '" + node.getId() + "' has no port that can be reached");
    }
    return ComputeNodeRecord.newBuilder()
        .setId(node.getId())
        .setCluster(node.getCluster())
        .setHost(Names.check("host", node.getHost()))
        .setPort(port)
        .setRunning(node.getRunning())
        .setAccepting(node.getAccepting())
        .setRenewedMillis(now)
        .setExpiresMillis(expires)
        .build();
  }

  /**
   * Says which nodes of a cluster are to take no new queries; the others may again.
   *
   * @throws WeirException BAD_REQUEST
   */
  public void drain(String cluster, Collection<String> ids) {
    if (ids.size() > DRAINED_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "at most " + DRAINED_MAX + " nodes of a cluster can drain at once, not " + ids.size(),
          "Let some of them go first.");
    }
    byte[] key = Keys.drain(Names.check("cluster", cluster));
    Map<String, Long> before = log.read(view -> drained(view, key));
    if (before.keySet().equals(Set.copyOf(ids))) {
      return;
    }
    long now = clock.millis();
    DrainRecord.Builder record = DrainRecord.newBuilder();
    for (String id : new TreeSet<>(ids)) {
      long since = before.getOrDefault(Names.check("node", id), now);
      record.addNodes(DrainRecord.Node.newBuilder().setId(id).setSinceMillis(since));
    }
    ConditionalWrite write = ConditionalWrite.of(NO_TENANT);
    (ids.isEmpty() ? write.delete(key) : write.put(key, record.build())).commit(log);
  }

  private static Map<String, Long> drained(StateView view, byte[] key) {
    Versioned<byte[]> found = view.find(key);
    return found == null
        ? Map.of()
        : Records.parse(found.value(), DrainRecord.parser()).getNodesList().stream()
            .collect(Collectors.toMap(DrainRecord.Node::getId, DrainRecord.Node::getSinceMillis));
  }

  private record Listing(List<StateView.Entry> entries, Map<String, Long> drained) {}

  /** The nodes of a cluster that live, by id. */
  public List<ComputeNode> list(String cluster) {
    byte[] prefix = Keys.computeNodes(Names.check("cluster", cluster));
    Listing listing =
        log.read(
            view ->
                new Listing(
                    view.scan(prefix, FROM_FIRST, NODES_MAX), drained(view, Keys.drain(cluster))));
    long now = clock.millis();
    return listing.entries().stream()
        .map(NodeStore::parse)
        .filter(record -> record.getExpiresMillis() > now)
        .map(record -> message(record, listing.drained().getOrDefault(record.getId(), 0L)))
        .toList();
  }

  private static ComputeNodeRecord parse(StateView.Entry entry) {
    return Records.parse(entry, ComputeNodeRecord.parser());
  }

  private static ComputeNode message(ComputeNodeRecord record, long drainingSince) {
    return ComputeNode.newBuilder()
        .setId(record.getId())
        .setCluster(record.getCluster())
        .setHost(record.getHost())
        .setPort(record.getPort())
        .setRunning(record.getRunning())
        .setAccepting(record.getAccepting() && drainingSince == 0)
        .setDrainingSinceEpochMillis(drainingSince)
        .setRenewedEpochMillis(record.getRenewedMillis())
        .setExpiresEpochMillis(record.getExpiresMillis())
        .build();
  }
}
