package dev.weir.meta.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.meta.state.v1.Condition;
import dev.weir.meta.state.v1.Counters;
import dev.weir.meta.state.v1.Mutation;
import dev.weir.meta.state.v1.Outcome;
import dev.weir.meta.state.v1.Transaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateStoreTest {
  @TempDir Path folder;

  @Test
  void shouldApplyAllOrNothing() throws IOException {
    try (StateStore store = open()) {
      // Given
      store.apply(1, 1, put("a", "1").build());

      // When the second of two conditions does not hold
      Outcome outcome =
          store.apply(
              1,
              2,
              put("b", "2")
                  .addConditions(on("a").setPresent(true))
                  .addConditions(on("a").setAbsent(true))
                  .build());

      // Then
      assertThat(outcome.getStatus()).isEqualTo(Outcome.Status.CONFLICT);
      assertThat(outcome.getFailedCondition()).isEqualTo(1);
      assertThat(value(store, "b")).isNull();
      assertThat(store.appliedIndex()).isEqualTo(2);
    }
  }

  @Test
  void shouldCompareWithTheEntryThatChangedAValue() throws IOException {
    try (StateStore store = open()) {
      store.apply(1, 1, put("a", "1").build());
      store.apply(1, 2, put("other", "1").build());

      assertThat(
              store
                  .apply(1, 3, put("a", "2").addConditions(on("a").setChangedAt(1)).build())
                  .getStatus())
          .isEqualTo(Outcome.Status.COMMITTED);
      assertThat(
              store
                  .apply(1, 4, put("a", "3").addConditions(on("a").setChangedAt(1)).build())
                  .getStatus())
          .isEqualTo(Outcome.Status.CONFLICT);
      assertThat(value(store, "a")).isEqualTo("2");
    }
  }

  @Test
  void shouldSeeWhetherAPrefixIsEmpty() throws IOException {
    try (StateStore store = open()) {
      store.apply(1, 1, put("n/x", "1").build());

      assertThat(
              store
                  .apply(1, 2, put("y", "1").addConditions(on("n/").setPrefixAbsent(true)).build())
                  .getStatus())
          .isEqualTo(Outcome.Status.CONFLICT);
      assertThat(
              store
                  .apply(1, 3, put("y", "1").addConditions(on("m/").setPrefixAbsent(true)).build())
                  .getStatus())
          .isEqualTo(Outcome.Status.COMMITTED);
    }
  }

  @Test
  void shouldApplyARequestOnce() throws IOException {
    try (StateStore store = open()) {
      // Given
      Transaction add = add("u", 5).build();
      Outcome first = store.apply(1, 1, add);

      // When
      Outcome again = store.apply(1, 2, add);

      // Then
      assertThat(first.getStatus()).isEqualTo(Outcome.Status.COMMITTED);
      assertThat(again.getStatus()).isEqualTo(Outcome.Status.REPLAYED);
      assertThat(again.getIndex()).isEqualTo(1);
      assertThat(counter(store, "u")).isEqualTo(5);
    }
  }

  @Test
  void shouldTryARequestAgainThatWasNotCommitted() throws IOException {
    try (StateStore store = open()) {
      Transaction conditional = put("a", "1").addConditions(on("gate").setPresent(true)).build();
      assertThat(store.apply(1, 1, conditional).getStatus()).isEqualTo(Outcome.Status.CONFLICT);

      store.apply(1, 2, put("gate", "1").build());

      assertThat(store.apply(1, 3, conditional).getStatus()).isEqualTo(Outcome.Status.COMMITTED);
    }
  }

  @Test
  void shouldForgetRequestsThatAreOld() throws IOException {
    try (StateStore store = open()) {
      // Given a request of long ago
      Transaction old = add("u", 1).setProposedMillis(0).build();
      store.apply(1, 1, old);

      // When a later one comes by
      store.apply(
          1,
          2,
          put("a", "1").setProposedMillis(TransactionPlan.REQUEST_LIFETIME_MILLIS + 1).build());

      // Then its id is free again
      assertThat(store.apply(1, 3, old).getStatus()).isEqualTo(Outcome.Status.COMMITTED);
    }
  }

  @Test
  void shouldForgetRequestsBeyondTheWindow() throws IOException {
    try (StateStore store = open()) {
      Transaction old = add("u", 1).build();
      store.apply(1, 1, old);

      store.apply(1, TransactionPlan.REQUEST_WINDOW_ENTRIES + 2, put("a", "1").build());

      assertThat(store.apply(1, TransactionPlan.REQUEST_WINDOW_ENTRIES + 3, old).getStatus())
          .isEqualTo(Outcome.Status.COMMITTED);
    }
  }

  @Test
  void shouldFindItsPositionAgain() throws IOException {
    try (StateStore store = open()) {
      store.apply(3, 17, put("a", "1").build());
    }
    try (StateStore store = open()) {
      assertThat(store.appliedIndex()).isEqualTo(17);
      assertThat(value(store, "a")).isEqualTo("1");
    }
  }

  @Test
  void shouldBeReplacedByAnArchive() throws IOException {
    // Given
    Path archive = folder.resolve("archive");
    try (StateStore source = StateStore.open(folder.resolve("source"))) {
      source.apply(2, 40, put("a", "theirs").build());
      source.archive(archive);
    }
    try (StateStore store = open()) {
      store.apply(1, 1, put("b", "mine").build());
      AtomicInteger told = new AtomicInteger();
      store.onAccessChange(told::incrementAndGet);

      // When
      store.restore(archive);

      // Then
      assertThat(value(store, "a")).isEqualTo("theirs");
      assertThat(value(store, "b")).isNull();
      assertThat(store.appliedIndex()).isEqualTo(40);
      assertThat(told).hasValue(1);
    }
  }

  @Test
  void shouldRefuseAFolderThatIsInUse() {
    StateStore first = open();
    try {
      assertThatThrownBy(this::open)
          .isInstanceOfSatisfying(
              WeirException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_FOLDER_IN_USE));
    } finally {
      first.close();
    }
  }

  @Test
  void shouldSayThatItHasBeenStopped() {
    StateStore store = open();
    store.close();

    assertThatThrownBy(() -> value(store, "a"))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  private StateStore open() {
    return StateStore.open(folder.resolve("state"));
  }

  private static Transaction.Builder put(String key, String value) {
    return transaction()
        .addMutations(
            Mutation.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setPut(ByteString.copyFromUtf8(value)));
  }

  private static Transaction.Builder add(String key, long value) {
    return transaction()
        .addMutations(
            Mutation.newBuilder()
                .setKey(ByteString.copyFromUtf8(key))
                .setAdd(Counters.newBuilder().addValues(value)));
  }

  private static Transaction.Builder transaction() {
    return Transaction.newBuilder().setTenant("t").setRequestId(UUID.randomUUID().toString());
  }

  private static Condition.Builder on(String key) {
    return Condition.newBuilder().setKey(ByteString.copyFromUtf8(key));
  }

  private static String value(StateStore store, String key) {
    Versioned<byte[]> found = store.read(view -> view.find(key.getBytes(StandardCharsets.UTF_8)));
    return found == null ? null : new String(found.value(), StandardCharsets.UTF_8);
  }

  private static long counter(StateStore store, String key) throws IOException {
    return Counters.parseFrom(
            store.read(view -> view.find(key.getBytes(StandardCharsets.UTF_8))).value())
        .getValues(0);
  }
}
