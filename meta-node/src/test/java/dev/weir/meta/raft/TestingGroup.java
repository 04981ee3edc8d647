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
  private final long snapshotEveryEntries;
  private final long timeoutMillis;
  private final AtomicReferenceArray<RaftNode> nodes = new AtomicReferenceArray<>(NODES);

  private TestingGroup(Path folder, long snapshotEveryEntries, long timeoutMillis) {
    this.folder = folder;
    this.timeoutMillis = timeoutMillis;
    this.peers = peers();
    this.snapshotEveryEntries = snapshotEveryEntries;
  }

  public static TestingGroup start(Path folder, long snapshotEveryEntries) {
    return start(folder, snapshotEveryEntries, 5_000);
  }

  public static TestingGroup start(Path folder, long snapshotEveryEntries, long timeoutMillis) {
    TestingGroup group = new TestingGroup(folder, snapshotEveryEntries, timeoutMillis);
    group.startAll();
    return group;
  }

  /** Ports that were free a moment ago, all different. */
  public static List<MetaConfig.Peer> peers() {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < NODES; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<MetaConfig.Peer> peers =
          IntStream.range(0, NODES)
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
        "n" + node,
        peers,
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
    IntStream.range(0, NODES).forEach(this::start);
  }

  public void stop(int node) {
    RaftNode running = nodes.getAndSet(node, null);
    if (running != null) {
      running.close();
    }
  }

  public void stopAll() {
    IntStream.range(0, NODES).forEach(this::stop);
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
    for (int i = 0; i < NODES; i++) {
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
