package dev.weir.meta.raft;

import com.google.protobuf.ByteString;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.meta.state.StateView;
import dev.weir.meta.state.Versioned;
import dev.weir.meta.state.v1.Condition;
import dev.weir.meta.state.v1.Mutation;
import dev.weir.meta.state.v1.Outcome;
import dev.weir.meta.state.v1.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writers that race for the versions of a few pointers, through whichever node is up. Each version
 * is written twice: as the pointer, which must be unchanged since it was read, and as a record of
 * who made it, so that afterwards every acknowledged version can be looked up.
 */
final class RacingWriters implements AutoCloseable {
  private final TestingGroup group;
  private final int pointers;
  private final int goal;
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final Map<String, String> winners = new ConcurrentHashMap<>();
  private final List<String> doubled = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  RacingWriters(TestingGroup group, int writers, int pointers, int goal) {
    this.group = group;
    this.pointers = pointers;
    this.goal = goal;
    for (int i = 0; i < writers; i++) {
      int first = i % group.size();
      threads.add(Thread.ofVirtual().start(() -> run(first)));
    }
  }

  int acknowledged() {
    return acknowledged.get();
  }

  /** Which writer was told that it made which version. */
  Map<String, String> winners() {
    return winners;
  }

  /** Versions that two writers were told they had made. */
  List<String> doubled() {
    synchronized (doubled) {
      return List.copyOf(doubled);
    }
  }

  /** Waits as long as there is progress, however slow. */
  void awaitAcknowledged(int count) {
    int wanted = Math.min(count, goal);
    for (int seen = acknowledged.get(); seen < wanted; seen = acknowledged.get()) {
      int before = seen;
      TestingGroup.await(() -> acknowledged.get() > before);
    }
  }

  private void run(int firstNode) {
    int node = firstNode;
    while (!stopped && acknowledged.get() < goal) {
      RaftNode through = group.node(node).orElse(null);
      if (through == null || !attempt(through)) {
        node = (node + 1) % group.size();
      }
    }
  }

  /** False when the node is of no use at the moment. */
  private boolean attempt(RaftNode node) {
    int pointer = ThreadLocalRandom.current().nextInt(pointers);
    String key = "pointer/" + pointer;
    try {
      Versioned<byte[]> before = node.read(view -> view.find(bytes(key)));
      int version = before == null ? 1 : 1 + Integer.parseInt(text(before.value()));
      String record = "version/" + pointer + "/" + version;
      String writer = UUID.randomUUID().toString();
      Outcome outcome = node.write(move(key, before, version, record, writer));
      if (outcome.getStatus() == Outcome.Status.COMMITTED
          || outcome.getStatus() == Outcome.Status.REPLAYED) {
        won(record, writer);
      }
      return true;
    } catch (WeirException e) {
      boolean expected =
          e.code() == ErrorCode.UNAVAILABLE || e.code() == ErrorCode.COMMIT_STATE_UNKNOWN;
      if (!expected) {
        throw e;
      }
      return false;
    }
  }

  private void won(String record, String writer) {
    String other = winners.putIfAbsent(record, writer);
    if (other != null) {
      synchronized (doubled) {
        doubled.add(record);
      }
    }
    acknowledged.incrementAndGet();
  }

  private static Transaction move(
      String key, Versioned<byte[]> before, int version, String record, String writer) {
    Condition.Builder unchanged = Condition.newBuilder().setKey(ByteString.copyFromUtf8(key));
    if (before == null) {
      unchanged.setAbsent(true);
    } else {
      unchanged.setChangedAt(before.changedAt());
    }
    return Transaction.newBuilder()
        .setTenant("t")
        .setRequestId(writer)
        .setProposedMillis(System.currentTimeMillis())
        .addConditions(unchanged)
        .addMutations(put(key, Integer.toString(version)))
        .addMutations(put(record, writer))
        .build();
  }

  private static Mutation put(String key, String value) {
    return Mutation.newBuilder()
        .setKey(ByteString.copyFromUtf8(key))
        .setPut(ByteString.copyFromUtf8(value))
        .build();
  }

  /** What the state says: who made which version. */
  static Map<String, String> recorded(RaftNode node) {
    Map<String, String> recorded = new ConcurrentHashMap<>();
    node.read(view -> view.scan(bytes("version/"), new byte[0], Integer.MAX_VALUE))
        .forEach(entry -> recorded.put(text(entry.key()), text(entry.value().value())));
    return recorded;
  }

  /** The sum of all pointers: how many versions there are. */
  static int versions(RaftNode node) {
    List<StateView.Entry> entries =
        node.read(view -> view.scan(bytes("pointer/"), new byte[0], Integer.MAX_VALUE));
    return entries.stream().mapToInt(entry -> Integer.parseInt(text(entry.value().value()))).sum();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Waits until the goal is reached. */
  void join() throws InterruptedException {
    awaitAcknowledged(goal);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
