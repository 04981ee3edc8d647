package dev.weir.meta.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.meta.state.Versioned;
import dev.weir.meta.state.v1.Mutation;
import dev.weir.meta.state.v1.Outcome;
import dev.weir.meta.state.v1.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaftGroupIT {
  private static final long PATIENCE_MILLIS = 20_000;
  private static final int COMMITS = 10_000;
  private static final int WRITERS = 96;
  private static final int POINTERS = 64;
  private static final long SNAPSHOT_EVERY_ENTRIES = 1_500;

  @TempDir Path folder;

  @Test
  void shouldNeitherLoseNorDoubleACommitWhateverFails() throws Exception {
    try (TestingGroup group = startGroup();
        RacingWriters writers = new RacingWriters(group, WRITERS, POINTERS, COMMITS)) {
      // Given 10,000 commits of writers that race for the same pointers

      // When the leader goes away and comes back
      writers.awaitAcknowledged(COMMITS / 4);
      int leader = group.awaitLeader();
      group.stop(leader);
      writers.awaitAcknowledged(writers.acknowledged() + 500);
      group.start(leader);

      // And a follower loses its disk
      writers.awaitAcknowledged(COMMITS / 2);
      int follower = group.anyFollower();
      group.stop(follower);
      group.wipe(follower);
      writers.awaitAcknowledged(writers.acknowledged() + 500);
      // Only when nobody has the whole log any more does it need a snapshot.
      TestingGroup.await(() -> othersHavePurged(group, follower));
      group.start(follower);

      // And all of them are restarted
      writers.awaitAcknowledged(COMMITS * 3 / 4);
      TestingGroup.await(() -> caughtUp(group, follower));
      AtomicLong first = new AtomicLong(-1);
      TestingGroup.await(
          () -> {
            firstLogEntry(group.dataFolder(follower)).ifPresent(first::set);
            return first.get() >= 0;
          });
      assertThat(first).hasPositiveValue();
      group.stopAll();
      group.startAll();
      writers.join();

      // Then each version has one winner, and every acknowledged one is there, on every node
      assertThat(writers.doubled()).isEmpty();
      Map<String, String> acknowledged = writers.winners();
      for (int i = 0; i < TestingGroup.NODES; i++) {
        RaftNode node = group.node(i).orElseThrow();
        Map<String, String> recorded = RacingWriters.recorded(node);
        assertThat(recorded).containsAllEntriesOf(acknowledged);
        assertThat(recorded).hasSize(RacingWriters.versions(node));
      }
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(COMMITS);
    }
  }

  /** With more patience than the shortest pause of a machine that has other things to do, too. */
  private TestingGroup startGroup() {
    TestingGroup group = TestingGroup.start(folder, SNAPSHOT_EVERY_ENTRIES, PATIENCE_MILLIS);
    group.awaitLeader();
    return group;
  }

  private static boolean caughtUp(TestingGroup group, int node) {
    int leader = group.awaitLeader();
    return group.node(node).orElseThrow().status().appliedIndex()
        >= group.node(leader).orElseThrow().status().appliedIndex() - SNAPSHOT_EVERY_ENTRIES;
  }

  private static boolean othersHavePurged(TestingGroup group, int node) {
    return IntStream.range(0, TestingGroup.NODES)
        .filter(other -> other != node)
        .allMatch(other -> firstLogEntry(group.dataFolder(other)).orElse(0) > 0);
  }

  /**
   * Where a node's log begins: not at 0 when it was given a snapshot instead. Empty while it has no
   * log, as just after a snapshot, and while files come and go.
   */
  private static OptionalLong firstLogEntry(Path dataFolder) {
    try (Stream<Path> walk = Files.walk(dataFolder)) {
      return walk.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("log_"))
          .mapToLong(name -> Long.parseLong(name.replaceAll("^log_(inprogress_)?(\\d+).*$", "$2")))
          .min();
    } catch (IOException | UncheckedIOException purgedMeanwhile) {
      return OptionalLong.empty();
    }
  }

  @Test
  void shouldReadOnEveryNodeWhatWasAcknowledgedOnAnother() {
    try (TestingGroup group = TestingGroup.start(folder, SNAPSHOT_EVERY_ENTRIES)) {
      group.awaitLeader();
      for (int round = 0; round < 30; round++) {
        // Given
        RaftNode writer = group.node(round % TestingGroup.NODES).orElseThrow();
        String value = "value " + round;
        assertThat(writer.write(put("key", value)).getStatus()).isEqualTo(Outcome.Status.COMMITTED);

        // Then
        for (int i = 0; i < TestingGroup.NODES; i++) {
          assertThat(read(group.node(i).orElseThrow(), "key")).isEqualTo(value);
        }
      }
    }
  }

  @Test
  void shouldSayThatThereIsNoMajority() {
    try (TestingGroup group = TestingGroup.start(folder, SNAPSHOT_EVERY_ENTRIES, 1_000)) {
      // Given
      int leader = group.awaitLeader();
      RaftNode node = group.node(leader).orElseThrow();
      assertThat(read(node, "key")).isEmpty();

      // When
      group.stop((leader + 1) % TestingGroup.NODES);
      group.stop((leader + 2) % TestingGroup.NODES);

      // Then
      assertThatThrownBy(() -> read(node, "key"))
          .isInstanceOfSatisfying(
              WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
      assertThatThrownBy(() -> node.write(put("key", "after")))
          .isInstanceOfSatisfying(
              WeirException.class,
              e ->
                  assertThat(e.code()).isIn(ErrorCode.COMMIT_STATE_UNKNOWN, ErrorCode.UNAVAILABLE));
    }
  }

  /** Not even when nothing was written since the last read that a majority confirmed. */
  @Test
  void shouldNotReadFromMemoryWhenTheMajorityHasGone() {
    try (TestingGroup group = TestingGroup.start(folder, SNAPSHOT_EVERY_ENTRIES)) {
      // Given a value that every node has read, more than once
      int leader = group.awaitLeader();
      RaftNode node = group.node(leader).orElseThrow();
      assertThat(node.write(put("key", "value")).getStatus()).isEqualTo(Outcome.Status.COMMITTED);
      for (int i = 0; i < 5 * TestingGroup.NODES; i++) {
        assertThat(read(group.node(i % TestingGroup.NODES).orElseThrow(), "key"))
            .isEqualTo("value");
      }

      // When
      group.stop((leader + 1) % TestingGroup.NODES);
      group.stop((leader + 2) % TestingGroup.NODES);

      // Then
      assertThatThrownBy(() -> read(node, "key"))
          .isInstanceOfSatisfying(
              WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }
  }

  @Test
  void shouldHandOverBeforeItLeaves() {
    try (TestingGroup group = TestingGroup.start(folder, SNAPSHOT_EVERY_ENTRIES)) {
      int leader = group.awaitLeader();
      RaftNode node = group.node(leader).orElseThrow();
      assertThat(node.write(put("key", "value")).getStatus()).isEqualTo(Outcome.Status.COMMITTED);
      long term = node.status().term();

      assertThat(node.handOver()).isTrue();

      // One of the others was elected, at once: nobody has missed this one.
      assertThat(node.status().term()).isEqualTo(term + 1);
      assertThat(node.status().leaderId()).isNotEqualTo("n" + leader);
      assertThat(node.write(put("key", "after")).getStatus()).isEqualTo(Outcome.Status.COMMITTED);
      assertThat(read(node, "key")).isEqualTo("after");
    }
  }

  @Test
  void shouldNotHandOverToNobody() {
    try (TestingGroup group = TestingGroup.start(folder, SNAPSHOT_EVERY_ENTRIES, 1_000)) {
      int leader = group.awaitLeader();
      RaftNode node = group.node(leader).orElseThrow();
      group.stop((leader + 1) % TestingGroup.NODES);
      group.stop((leader + 2) % TestingGroup.NODES);

      assertThat(node.handOver()).isFalse();
    }
  }

  private static Transaction put(String key, String value) {
    return Transaction.newBuilder()
        .setTenant("t")
        .setRequestId(UUID.randomUUID().toString())
        .addMutations(
            Mutation.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setPut(ByteString.copyFromUtf8(value)))
        .build();
  }

  private static String read(RaftNode node, String key) {
    Versioned<byte[]> found = node.read(view -> view.find(key.getBytes(StandardCharsets.UTF_8)));
    return found == null ? "" : new String(found.value(), StandardCharsets.UTF_8);
  }
}
