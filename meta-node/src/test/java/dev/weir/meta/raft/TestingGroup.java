package dev.weir.meta.raft;

import dev.weir.contracts.config.MetaConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three meta nodes in this JVM, on free ports, that can be stopped, wiped and started again. */
public final class TestingGroup implements AutoCloseable {
  public static final int NODES = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final List<MetaConfig.Peer> peers;
  private final int founders;
  private final long snapshotEveryEntries;
  private final long timeoutMillis;
  private final AtomicReferenceArray<RaftNode> nodes;

  private TestingGroup(
      Path folder, int size, int founders, long snapshotEveryEntries, long timeoutMillis) {
    this.folder = folder;
    this.timeoutMillis = timeoutMillis;
    this.peers = peers(size);
    this.founders = founders;
    this.nodes = new AtomicReferenceArray<>(size);
    this.snapshotEveryEntries = snapshotEveryEntries;
  }

  public static TestingGroup start(Path folder, long snapshotEveryEntries) {
    return start(folder, snapshotEveryEntries, 5_000);
  }

  public static TestingGroup start(Path folder, long snapshotEveryEntries, long timeoutMillis) {
    TestingGroup group =
        new TestingGroup(folder, NODES, NODES, snapshotEveryEntries, timeoutMillis);
    group.startAll();
    return group;
  }

  /** A group that one node founds; {@code size - 1} others can be started and taken in. */
  static TestingGroup startOne(
      Path folder, int size, long snapshotEveryEntries, long timeoutMillis) {
    TestingGroup group = new TestingGroup(folder, size, 1, snapshotEveryEntries, timeoutMillis);
    group.start(0);
    return group;
  }

  /** How many nodes there may be. */
  int size() {
    return peers.size();
  }

  /** The first {@code count} nodes. */
  List<MetaConfig.Peer> first(int count) {
    return peers.subList(0, count);
  }

  /** Ports that were free a moment ago, all different. */
  private static List<MetaConfig.Peer> peers(int size) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < size; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<MetaConfig.Peer> peers =
          IntStream.range(0, size)
              .mapToObj(
                  i -> new MetaConfig.Peer("n" + i, "127.0.0.1", sockets.get(i).getLocalPort()))
              .toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return peers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MetaConfig config(int node) {
    return new MetaConfig(
        peers.get(node),
        null,
        node < founders ? peers.subList(0, founders) : List.of(),
        dataFolder(node),
        "warehouse",
        null,
        snapshotEveryEntries,
        timeoutMillis,
        timeoutMillis,
        MetaConfig.DISK_RESERVE_BYTES_DEFAULT,
        MetaConfig.Bootstrap.standard("token"));
  }

  public Path dataFolder(int node) {
    return folder.resolve("n" + node);
  }

  public void start(int node) {
    nodes.set(node, RaftNode.start(config(node)));
  }

  public void startAll() {
    IntStream.range(0, size()).forEach(this::start);
  }

  public void stop(int node) {
    RaftNode running = nodes.getAndSet(node, null);
    if (running != null) {
      running.close();
    }
  }

  public void stopAll() {
    IntStream.range(0, size()).forEach(this::stop);
  }

  /** Deletes everything that the node had on its disk. */
  public void wipe(int node) {
    try (Stream<Path> walk = Files.walk(dataFolder(node))) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Optional<RaftNode> node(int node) {
    return Optional.ofNullable(nodes.get(node));
  }

  /** Waits for a leader that a majority knows. */
  public int awaitLeader() {
    int[] leader = {-1};
    await(
        () -> {
          leader[0] = leader();
          return leader[0] >= 0;
        });
    return leader[0];
  }

  private int leader() {
    for (int i = 0; i < size(); i++) {
      RaftNode node = nodes.get(i);
      if (node != null && node.status().leaderId().equals("n" + i)) {
        return i;
      }
    }
    return -1;
  }

  public int anyFollower() {
    int leader = awaitLeader();
    return (leader + 1) % NODES;
  }

  public static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not come true within " + PATIENCE);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Override
  public void close() {
    stopAll();
  }
}
