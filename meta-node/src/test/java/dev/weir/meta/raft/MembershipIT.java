package dev.weir.meta.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.meta.state.Versioned;
import dev.weir.meta.state.v1.Mutation;
import dev.weir.meta.state.v1.Transaction;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembershipIT {
  private static final int NODES = 5;
  private static final int WRITERS = 32;
  private static final int POINTERS = 32;
  private static final int COMMITS = 6_000;
  private static final int BETWEEN = 500;
  private static final long SNAPSHOT_EVERY_ENTRIES = 1_000;
  private static final long PATIENCE_MILLIS = 60_000;

  @TempDir Path folder;

  @Test
  void shouldGrowAndShrinkUnderWritesWithoutLosingOne() throws Exception {
    try (TestingGroup group =
            TestingGroup.startOne(folder, NODES, SNAPSHOT_EVERY_ENTRIES, PATIENCE_MILLIS);
        RacingWriters writers = new RacingWriters(group, WRITERS, POINTERS, COMMITS)) {
      // Given a group of one that has written more than its log still holds
      writers.awaitAcknowledged(2 * (int) SNAPSHOT_EVERY_ENTRIES);

      // When it becomes one of three, of five, of three and of five again
      grow(group, 3);
      writers.awaitAcknowledged(writers.acknowledged() + BETWEEN);
      grow(group, 5);
      writers.awaitAcknowledged(writers.acknowledged() + BETWEEN);
      shrink(group, 3);
      writers.awaitAcknowledged(writers.acknowledged() + BETWEEN);
      grow(group, 5);
      writers.awaitAcknowledged(writers.acknowledged() + BETWEEN);

      // And all of its nodes are restarted
      group.stopAll();
      group.startAll();
      writers.join();

      // Then each version has one winner, and every acknowledged one is there, on every node
      assertThat(writers.doubled()).isEmpty();
      Map<String, String> acknowledged = writers.winners();
      for (int i = 0; i < NODES; i++) {
        RaftNode node = group.node(i).orElseThrow();
        assertThat(node.status().peerIds()).hasSize(NODES);
        assertThat(RacingWriters.recorded(node))
            .containsAllEntriesOf(acknowledged)
            .hasSize(RacingWriters.versions(node));
      }
    }
  }

  private static void grow(TestingGroup group, int size) {
    int before = group.node(0).orElseThrow().status().peerIds().size();
    IntStream.range(before, size).forEach(group::start);
    group.node(0).orElseThrow().changeMembers(group.first(size), PATIENCE_MILLIS);
    assertThat(group.node(size - 1).orElseThrow().status().peerIds()).hasSize(size);
  }

  /** Asked of a node that goes, to show that any may be asked. */
  private static void shrink(TestingGroup group, int size) {
    int before = group.node(0).orElseThrow().status().peerIds().size();
    group.node(size).orElseThrow().changeMembers(group.first(before), PATIENCE_MILLIS);
    group.node(0).orElseThrow().changeMembers(group.first(size), PATIENCE_MILLIS);
    IntStream.range(size, before).forEach(group::stop);
  }

  @Test
  void shouldKeepAGroupOfOneThatNobodyJoins() {
    try (TestingGroup group = TestingGroup.startOne(folder, 3, SNAPSHOT_EVERY_ENTRIES, 3_000)) {
      // Given
      RaftNode node = group.node(0).orElseThrow();
      read(node);

      // When nodes are to come that were never started
      assertThatThrownBy(() -> node.changeMembers(group.first(3), 2_000))
          .isInstanceOfSatisfying(
              WeirException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
                assertThat(e).hasMessageContaining("[n0] to [n0, n1, n2]");
              });

      // Then it works as before, and takes them in when they come
      read(node);
      assertThat(node.status().peerIds()).containsExactly("n0");
      group.start(1);
      group.start(2);
      node.changeMembers(group.first(3), PATIENCE_MILLIS);
      assertThat(node.status().peerIds()).containsExactlyInAnyOrder("n0", "n1", "n2");
    }
  }

  @Test
  void shouldReadNothingFromANodeThatHasLeft() {
    try (TestingGroup group = TestingGroup.startOne(folder, 3, SNAPSHOT_EVERY_ENTRIES, 3_000)) {
      // Given
      grow(group, 3);
      RaftNode left = group.node(2).orElseThrow();
      read(left);

      // When it has left and the others have gone on
      RaftNode node = group.node(0).orElseThrow();
      node.changeMembers(group.first(2), PATIENCE_MILLIS);
      for (int i = 0; i < 10; i++) {
        node.write(put("key " + i));
      }

      // Then
      assertThatThrownBy(() -> read(left))
          .isInstanceOfSatisfying(
              WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
      assertThat(node.status().leaderId()).isNotEqualTo("n2");
    }
  }

  private static Transaction put(String key) {
    return Transaction.newBuilder()
        .setTenant("t")
        .setRequestId(UUID.randomUUID().toString())
        .addMutations(
            Mutation.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setPut(ByteString.copyFromUtf8("value")))
        .build();
  }

  private static void read(RaftNode node) {
    Versioned<byte[]> found = node.read(view -> view.find(new byte[] {1}));
    assertThat(found).isNull();
  }
}
