package dev.weir.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ObjectStore} must do. A store's test inherits it and opens an empty store. */
public abstract class ObjectStoreContractTest implements ListingContract, KeyContract {
  @TempDir protected Path scratch;

  protected ObjectStore store;

  /** A new, empty store. */
  protected abstract ObjectStore openEmptyStore() throws Exception;

  /** Bytes of an object that the store does not write in one piece. */
  protected abstract int largeObjectBytes();

  @Override
  public ObjectStore emptyStore() {
    return store;
  }

  @BeforeEach
  void openStore() throws Exception {
    store = openEmptyStore();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  @Test
  void shouldReadBackWhatWasPut() throws IOException {
    // Given
    byte[] content = random(100_000);

    // When
    ObjectInfo put = store.put("a/b/c.bin", content, PutCondition.NONE);

    // Then
    assertThat(put.key()).isEqualTo("a/b/c.bin");
    assertThat(put.size()).isEqualTo(content.length);
    assertThat(readAll("a/b/c.bin")).isEqualTo(content);
    assertPresent(put);
    assertThat(put.modifiedEpochMillis())
        .isCloseTo(System.currentTimeMillis(), within(TimeUnit.MINUTES.toMillis(5)));
  }

  @Test
  void shouldKeepAnEmptyObject() throws IOException {
    store.put("empty", new byte[0], PutCondition.NONE);

    assertThat(store.head("empty").orElseThrow().size()).isZero();
    assertThat(readAll("empty")).isEmpty();
    assertThat(store.readRange("empty", 0, 10)).isEmpty();
  }

  @Test
  void shouldSayThatAnObjectIsMissing() throws IOException {
    assertThat(store.head("nothing/here")).isEmpty();
    assertThatThrownBy(() -> store.readRange("nothing/here", 0, 1))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("nothing/here");
    assertThatThrownBy(() -> readAll("nothing/here")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> store.readRange("nothing/here", 0, 0))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(store.localPath("nothing/here")).isEmpty();
  }

  @Test
  void shouldReplaceAnObjectAndChangeItsEtag() throws IOException {
    ObjectInfo first = store.put("k", bytes("one"), PutCondition.NONE);
    ObjectInfo second = store.put("k", bytes("two"), PutCondition.NONE);

    assertThat(readAll("k")).isEqualTo(bytes("two"));
    assertThat(second.etag()).isNotEqualTo(first.etag());
    assertPresent(second);
  }

  @Test
  void shouldPutOnlyWhenAbsent() throws IOException {
    // Given
    store.put("k", bytes("one"), PutCondition.IF_ABSENT);

    // When, Then
    assertThatThrownBy(() -> store.put("k", bytes("two"), PutCondition.IF_ABSENT))
        .isInstanceOf(PreconditionFailedException.class);
    assertThat(readAll("k")).isEqualTo(bytes("one"));
  }

  @Test
  void shouldPutOnlyWhenTheEtagMatches() throws IOException {
    // Given
    ObjectInfo first = store.put("k", bytes("one"), PutCondition.NONE);
    ObjectInfo second = store.put("k", bytes("two"), PutCondition.ifMatch(first.etag()));

    // When, Then
    assertThatThrownBy(() -> store.put("k", bytes("three"), PutCondition.ifMatch(first.etag())))
        .isInstanceOf(PreconditionFailedException.class);
    assertPresent(second);
    store.delete(List.of("k"));
    assertThatThrownBy(() -> store.put("k", bytes("three"), PutCondition.ifMatch(second.etag())))
        .isInstanceOf(PreconditionFailedException.class);
  }

  @Test
  void shouldLetExactlyOneOfManyWritersCreateAnObject() throws Exception {
    int writers = 8;
    for (int round = 0; round < 5; round++) {
      String key = "race/" + round;
      AtomicInteger next = new AtomicInteger();
      List<Integer> winners =
          race(
              writers,
              () -> {
                int writer = next.incrementAndGet();
                return createIfAbsent(key, "writer-" + writer) ? writer : 0;
              });

      winners.removeIf(winner -> winner == 0);
      assertThat(winners).hasSize(1);
      assertThat(readAll(key)).isEqualTo(bytes("writer-" + winners.getFirst()));
    }
  }

  @Test
  void shouldLoseNoUpdateThatAnEtagGuards() throws Exception {
    // Given
    store.put("counter", bytes("0"), PutCondition.NONE);
    int writers = 4;
    int increments = 10;

    // When
    race(
        writers,
        () -> {
          for (int i = 0; i < increments; i++) {
            increment("counter");
          }
          return 0;
        });

    // Then
    assertThat(readAll("counter")).isEqualTo(bytes(Integer.toString(writers * increments)));
  }

  @Test
  void shouldWriteALargeFileAndReadItsRanges() throws IOException {
    // Given
    byte[] content = random(largeObjectBytes());
    Path file = Files.write(scratch.resolve("large.bin"), content);

    // When
    ObjectInfo info = store.putFile("large.bin", file, PutCondition.IF_ABSENT);

    // Then
    assertThat(info.size()).isEqualTo(content.length);
    assertThat(file).exists();
    assertThat(readAll("large.bin")).isEqualTo(content);
    int from = content.length - 1000;
    assertThat(store.readRange("large.bin", from, 5000))
        .isEqualTo(Arrays.copyOfRange(content, from, content.length));
    assertThat(store.readRange("large.bin", content.length, 1)).isEmpty();
    assertThat(store.readRange("large.bin", content.length + 10L, 1)).isEmpty();
    assertThatThrownBy(() -> store.putFile("large.bin", file, PutCondition.IF_ABSENT))
        .isInstanceOf(PreconditionFailedException.class);
  }

  @Test
  void shouldMoveAFileIn() throws IOException {
    Path file = Files.write(scratch.resolve("moved.bin"), bytes("moved"));

    store.moveFile("moved", file, PutCondition.NONE);

    assertThat(readAll("moved")).isEqualTo(bytes("moved"));
    assertThat(file).doesNotExist();
  }

  @Test
  void shouldKeepTheFileWhenItsMoveFails() throws IOException {
    store.put("taken", bytes("first"), PutCondition.NONE);
    Path file = Files.write(scratch.resolve("moved.bin"), bytes("second"));

    assertThatThrownBy(() -> store.moveFile("taken", file, PutCondition.IF_ABSENT))
        .isInstanceOf(PreconditionFailedException.class);
    assertThat(file).hasContent("second");
    assertThat(readAll("taken")).isEqualTo(bytes("first"));
    assertThatThrownBy(() -> store.moveFile("k", scratch.resolve("no-file"), PutCondition.NONE))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void shouldPublishAnUploadWhenItIsClosedAndNotBefore() throws IOException {
    // Given
    byte[] content = random(largeObjectBytes());
    ObjectStore.Upload upload = store.create("up/load", PutCondition.IF_ABSENT);

    // When
    upload.write(content[0]);
    upload.write(content, 1, content.length - 1);

    // Then
    assertThat(store.head("up/load")).isEmpty();
    assertThat(store.list("", "", 10)).isEmpty();
    assertThatThrownBy(upload::info).isInstanceOf(IllegalStateException.class);
    upload.close();
    upload.close();
    assertPresent(upload.info());
    assertThat(readAll("up/load")).isEqualTo(content);
    assertThatThrownBy(() -> upload.write(1)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldForgetAnAbortedUpload(boolean large) throws IOException {
    ObjectStore.Upload upload = store.create("gone", PutCondition.NONE);
    upload.write(random(large ? largeObjectBytes() : 10));

    upload.abort();
    upload.close();

    assertThat(store.head("gone")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldRefuseAnUploadWhoseKeyWasTakenMeanwhile(boolean large) throws IOException {
    // Given
    ObjectStore.Upload upload = store.create("k", PutCondition.IF_ABSENT);
    upload.write(random(large ? largeObjectBytes() : 10));
    store.put("k", bytes("first"), PutCondition.NONE);

    // When, Then
    assertThatThrownBy(upload::close).isInstanceOf(PreconditionFailedException.class);
    assertThat(readAll("k")).isEqualTo(bytes("first"));
  }

  @Test
  void shouldDeleteObjectsAndIgnoreMissingOnes() throws IOException {
    store.put("d/1", bytes("1"), PutCondition.NONE);
    store.put("d/2", bytes("2"), PutCondition.NONE);

    store.delete(List.of("d/1", "d/nothing", "x/nothing"));
    store.delete(List.of());

    assertThat(store.list("", "", 10)).extracting(ObjectInfo::key).containsExactly("d/2");
  }

  @Test
  void shouldPutWhereAFolderWasEmptied() throws IOException {
    store.put("a/b/c", bytes("1"), PutCondition.NONE);
    store.delete(List.of("a/b/c"));

    store.put("a", bytes("2"), PutCondition.NONE);

    assertThat(readAll("a")).isEqualTo(bytes("2"));
  }

  @Test
  void shouldRefuseNegativeRangesAndPagesOutOfBounds() {
    assertThatThrownBy(() -> store.readRange("k", -1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.readRange("k", 0, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.open("k", -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.list("", "", 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.list("", "", 1001)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Servers keep times by the second, so those may differ a little. */
  private void assertPresent(ObjectInfo expected) throws IOException {
    ObjectInfo present = store.head(expected.key()).orElseThrow();
    assertThat(present.size()).isEqualTo(expected.size());
    assertThat(present.etag()).isEqualTo(expected.etag());
  }

  private boolean createIfAbsent(String key, String content) throws IOException {
    try {
      store.put(key, bytes(content), PutCondition.IF_ABSENT);
      return true;
    } catch (PreconditionFailedException lost) {
      return false;
    }
  }

  private void increment(String key) throws IOException {
    while (true) {
      ObjectInfo seen = store.head(key).orElseThrow();
      int value = Integer.parseInt(new String(readAll(key), UTF_8));
      try {
        store.put(key, bytes(Integer.toString(value + 1)), PutCondition.ifMatch(seen.etag()));
        return;
      } catch (PreconditionFailedException lost) {
        // Somebody else was first: again, from what they wrote.
      }
    }
  }

  private static <T> List<T> race(int threads, Callable<T> task) throws Exception {
    List<T> results = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<Callable<T>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        tasks.add(task);
      }
      for (Future<T> future : executor.invokeAll(tasks)) {
        results.add(future.get());
      }
    }
    return results;
  }

  protected final byte[] readAll(String key) throws IOException {
    try (InputStream in = store.open(key, 0)) {
      return in.readAllBytes();
    }
  }

  protected static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  protected static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
