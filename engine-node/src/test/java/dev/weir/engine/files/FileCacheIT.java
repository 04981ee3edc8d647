package dev.weir.engine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.duck.FilePlaces.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.iceberg.DataFile;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileCacheIT {
  @TempDir Path root;
  private TestingGatedStore store;
  private FileCache cache;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeEach
  void open() throws IOException {
    store = new TestingGatedStore(root.resolve("store"));
    cache = TestingFiles.cache(store, root, 100, 2);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    cache.close();
    store.close();
  }

  private static Instant soon() {
    return Instant.now().plusSeconds(30);
  }

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).as(e.toString()).isEqualTo(code));
  }

  private String content(DataFile file) throws IOException {
    return Files.readString(Path.of(cache.pathOf(file.location())));
  }

  @Test
  void shouldFetchOnceForAllWhoWait() throws Exception {
    DataFile file = TestingFiles.file(store, 'a', 50);
    store.gate(true);
    List<Future<Lease>> leases = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      leases.add(threads.submit(() -> cache.lease(List.of(file, file), soon())));
    }
    store.awaitReads(1);

    // Nothing has the file's name as long as it is not whole.
    assertThat(TestingFiles.inFolder(root)).hasSize(1).allMatch(name -> name.endsWith(".part"));
    store.letThrough(1);

    for (Future<Lease> lease : leases) {
      lease.get().close();
    }
    assertThat(store.opened()).isEqualTo(1);
    assertThat(content(file)).isEqualTo("a".repeat(50));
    assertThat(cache.begins(cache.pathOf(file.location()) + ", /x", file.location())).isTrue();
  }

  @Test
  void shouldFetchManyAtOnceButNotTooMany() throws Exception {
    List<DataFile> files = new ArrayList<>();
    for (char letter = 'a'; letter < 'g'; letter++) {
      files.add(TestingFiles.file(store, letter, 15));
    }
    store.gate(true);
    Future<Lease> lease = threads.submit(() -> cache.lease(files, soon()));
    store.awaitReads(2);
    store.letThrough(files.size());

    lease.get().close();
    assertThat(store.openMost()).isEqualTo(2);
    assertThat(TestingFiles.inFolder(root)).hasSize(6).allMatch(name -> name.endsWith(".parquet"));
  }

  @Test
  void shouldEvictOldestThatNobodyUsesAndFetchItAgain() throws Exception {
    DataFile a = TestingFiles.file(store, 'a', 40);
    DataFile b = TestingFiles.file(store, 'b', 40);
    DataFile c = TestingFiles.file(store, 'c', 40);
    Lease usesA = cache.lease(List.of(a), soon());
    cache.lease(List.of(b), soon()).close();

    cache.lease(List.of(c), soon()).close();

    assertThat(Path.of(cache.pathOf(b.location()))).doesNotExist();
    assertThat(content(a)).isEqualTo("a".repeat(40));
    assertThat(cache.bytes()).isEqualTo(80);
    usesA.close();
    cache.lease(List.of(b), soon()).close();
    assertThat(content(b)).isEqualTo("b".repeat(40));
    assertThat(Path.of(cache.pathOf(a.location()))).doesNotExist();
    assertThat(store.opened()).isEqualTo(4);
  }

  @Test
  void shouldRefuseWhatNeverFits() {
    DataFile a = TestingFiles.file(store, 'a', 60);
    DataFile b = TestingFiles.file(store, 'b', 60);

    assertThatThrownBy(() -> cache.lease(List.of(a, b), soon()))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL);
              assertThat(e.getMessage()).contains("120").contains("100");
              assertThat(e.hint()).contains("larger cache");
            });
    assertThat(store.opened()).isZero();
  }

  @Test
  void shouldWaitForRoomThatOthersUse() throws Exception {
    DataFile a = TestingFiles.file(store, 'a', 60);
    DataFile b = TestingFiles.file(store, 'b', 60);
    Lease usesA = cache.lease(List.of(a), soon());
    assertFails(
        ErrorCode.DEADLINE_EXCEEDED, () -> cache.lease(List.of(b), Instant.now().plusMillis(20)));
    Future<Lease> usesB = threads.submit(() -> cache.lease(List.of(b), soon()));

    assertThat(content(a)).isEqualTo("a".repeat(60));
    usesA.close();

    usesB.get().close();
    assertThat(content(b)).isEqualTo("b".repeat(60));
  }

  @Test
  void shouldStopFetchThatNobodyWaitsForAnyMore() throws Exception {
    DataFile file = TestingFiles.file(store, 'a', 60);
    store.gate(true);
    FutureTask<Boolean> stopped =
        new FutureTask<>(
            () -> {
              assertFails(ErrorCode.CANCELLED, () -> cache.lease(List.of(file), soon()));
              return Thread.currentThread().isInterrupted();
            });
    Thread waiter = Thread.ofPlatform().start(stopped);
    store.awaitReads(1);
    waiter.interrupt();
    assertThat(stopped.get()).isTrue();
    store.letThrough(1);

    // Its room comes free, and the file comes when it is asked for again.
    cache.lease(List.of(TestingFiles.named(store, 'a', 60)), openGate()).close();
    assertThat(content(file)).isEqualTo("a".repeat(60));
    assertThat(store.opened()).isEqualTo(2);
    assertThat(cache.bytes()).isEqualTo(60);
  }

  private Instant openGate() {
    store.gate(false);
    return soon();
  }

  @Test
  void shouldSayWhatIsWrongWithAFileAndKeepNothingOfIt() {
    TestingFiles.file(store, 'a', 50);
    for (long said : new long[] {49, 51, 0}) {
      assertFails(
          ErrorCode.CORRUPT_DATA_FILE,
          () -> cache.lease(List.of(TestingFiles.named(store, 'a', said)), soon()));
    }
    assertFails(
        ErrorCode.CORRUPT_DATA_FILE,
        () -> cache.lease(List.of(TestingFiles.named(store, 'z', 5)), soon()));
    assertThat(TestingFiles.inFolder(root)).isEmpty();
    assertThat(cache.bytes()).isZero();
  }

  @Test
  void shouldEndThoseWhoWaitWhenItCloses() throws Exception {
    DataFile a = TestingFiles.file(store, 'a', 20);
    DataFile b = TestingFiles.file(store, 'b', 20);
    DataFile c = TestingFiles.file(store, 'c', 20);
    store.gate(true);
    Future<Lease> lease = threads.submit(() -> cache.lease(List.of(a, b, c), soon()));
    store.awaitReads(2);

    cache.close();

    assertThatThrownBy(lease::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(WeirException.class);
    assertFails(ErrorCode.UNAVAILABLE, () -> cache.lease(List.of(a), soon()));
  }

  @Test
  void shouldStartEmptyAfterAProcessThatWasKilledInTheMiddleOfAFile() throws Exception {
    DataFile file = TestingFiles.file(store, 'a', 50);
    Path dead = root.resolve("dead");
    Process process = FetchingProcess.start(root.resolve("store"), dead);
    try {
      // It has said that it stands in the middle of the file.
      assertThat(process.inputReader().readLine()).isEqualTo("reading");
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(TestingFiles.inFolder(dead)).hasSize(1).allMatch(name -> name.endsWith(".part"));

    try (FileCache next = TestingFiles.cache(store, dead, 100, 2)) {
      assertThat(TestingFiles.inFolder(dead)).isEmpty();
      next.lease(List.of(file), soon()).close();
      assertThat(Path.of(next.pathOf(file.location()))).hasContent("a".repeat(50));
    }
  }
}
