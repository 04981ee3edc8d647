package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.QueryState;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.engine.result.BatchSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Statements are stopped wherever they are: by a cancel, by their deadline, or because their client
 * does not read on. They end soon, have no effect, and nothing that they held stays held.
 */
@Timeout(120)
class StopIT {
  /** The goal is 200 ms on a quiet machine; the tests share theirs. */
  private static final long STOP_MILLIS_MAX = 2_000;

  private static final long HEADSTART_MILLIS = 400;
  private static final int TIMEOUT_MILLIS = 700;

  @TempDir static Path folder;
  private static TestingLocal node;

  /** What the next write waits for when it is about to be committed. */
  private static volatile Runnable beforeCommit = () -> {};

  @BeforeAll
  static void start() throws IOException {
    node =
        new TestingLocal(
            folder.resolve("data"),
            store ->
                new ObservedStore(
                    store,
                    point -> {
                      if (point == HaltPoint.BEFORE_COMMIT) {
                        beforeCommit.run();
                      }
                    }));
    node.run(StoppableStatement.TABLE);
    node.run(StoppableStatement.ROWS);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @AfterEach
  void shouldHaveLetGoOfEverything() throws IOException {
    assertThat(node.run("SELECT count(*), count(DISTINCT s) FROM t"))
        .isEqualTo("[[200000,200000]]");
    assertThat(node.run("SHOW TABLES")).doesNotContain("\"u\"");
    assertThat(metric("weir_queries_running")).isZero();
    assertThat(metric("weir_queries_queued")).isZero();
    assertThat(metric("weir_sql_connections")).isZero();
    assertThat(node.orphans()).isEmpty();
    assertThat(node.staged()).isEmpty();
    assertThat(node.spilled()).isEmpty();
    assertThat(openDataFiles()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void shouldStopWhenCancelled(StoppableStatement statement) throws Exception {
    QueryHandle query = submit(TestingLocal.request(statement.sql()));
    Thread.sleep(HEADSTART_MILLIS);

    long start = System.nanoTime();
    query.cancel();
    QueryStatus status = query.await();

    assertSoon(statement + " cancelled", System.nanoTime() - start);
    assertThat(status.state()).as(String.valueOf(status.error())).isEqualTo(QueryState.CANCELLED);
    assertThat(status.error().code()).isEqualTo("CANCELLED");
  }

  @ParameterizedTest
  @EnumSource
  void shouldStopAtItsDeadline(StoppableStatement statement) throws Exception {
    long start = System.nanoTime();
    QueryStatus status =
        node.node().engine().gateway().submit(withTimeout(statement.sql(), TIMEOUT_MILLIS)).await();

    assertSoon(
        statement + " at its deadline",
        System.nanoTime() - start - TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS));
    assertThat(status.state()).as(String.valueOf(status.error())).isEqualTo(QueryState.FAILED);
    assertThat(status.error().code()).isEqualTo("DEADLINE_EXCEEDED");
  }

  @Test
  void shouldStopAStreamWhoseSinkGoesOnReading() throws Exception {
    Exchanger<QueryHandle> started = new Exchanger<>();
    Thread reader =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    node.node().engine().gateway().stream(
                        TestingLocal.request(StoppableStatement.RESULT.sql()),
                        new Discarding(),
                        handle -> exchange(started, handle));
                  } catch (dev.weir.contracts.error.WeirException cancelled) {
                    // The handle tells.
                    return;
                  }
                });
    QueryHandle query = started.exchange(null);
    Thread.sleep(HEADSTART_MILLIS);

    long start = System.nanoTime();
    query.cancel();
    QueryStatus status = query.await();

    assertSoon("a stream cancelled", System.nanoTime() - start);
    assertThat(status.state()).isEqualTo(QueryState.CANCELLED);
    reader.join();
  }

  @Test
  void shouldStopWhatWaitsForItsTurn() throws Exception {
    List<QueryHandle> running = new ArrayList<>();
    while (metric("weir_queries_queued") == 0) {
      running.add(submit(TestingLocal.request(StoppableStatement.JOIN.sql())));
      Thread.sleep(50);
    }
    QueryHandle waiting = running.removeLast();

    long start = System.nanoTime();
    waiting.cancel();
    QueryStatus status = waiting.await();

    assertSoon("a waiting query cancelled", System.nanoTime() - start);
    assertThat(status.state()).isEqualTo(QueryState.CANCELLED);
    running.forEach(QueryHandle::cancel);
    for (QueryHandle query : running) {
      query.await();
    }
  }

  @Test
  void shouldSayWhatHappenedWhenTheCancelComesWithTheCommit() throws Exception {
    // Given a write that is about to commit
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    beforeCommit =
        () -> {
          reached.countDown();
          awaitWhateverComes(cancelled);
        };
    QueryHandle query = submit(TestingLocal.request("INSERT INTO t VALUES (-1, 'late')"));
    reached.await();

    // When
    query.cancel();
    cancelled.countDown();
    QueryStatus status = query.await();
    beforeCommit = () -> {};

    // Then
    String rows = node.run("SELECT count(*) FROM t WHERE id = -1");
    assertThat(rows).isEqualTo(status.state() == QueryState.SUCCEEDED ? "[[1]]" : "[[0]]");
    assertThat(status.state()).isIn(QueryState.SUCCEEDED, QueryState.CANCELLED);
    node.run("DELETE FROM t WHERE id = -1");
  }

  private static void awaitWhateverComes(CountDownLatch latch) {
    boolean interrupted = false;
    while (true) {
      try {
        latch.await();
        break;
      } catch (InterruptedException cancel) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> void exchange(Exchanger<T> exchanger, T value) {
    try {
      exchanger.exchange(value);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static QueryHandle submit(QueryRequest request) {
    return node.node().engine().gateway().submit(request);
  }

  private static QueryRequest withTimeout(String sql, int millis) {
    QueryRequest plain = TestingLocal.request(sql);
    return new QueryRequest(
        plain.caller(),
        sql,
        List.of(),
        List.of(),
        null,
        plain.origin(),
        null,
        null,
        millis,
        0,
        false);
  }

  private static void assertSoon(String what, long nanos) {
    long millis = TimeUnit.NANOSECONDS.toMillis(nanos);
    System.out.println(what + ": stopped after " + millis + " ms");
    assertThat(millis).as(what).isLessThan(STOP_MILLIS_MAX);
  }

  private static int metric(String name) {
    return node.metrics().getSampleValue(name).intValue();
  }

  /** Files of results, spills and staging that this process still has open. */
  private static List<String> openDataFiles() throws IOException {
    Path scratch = folder.resolve("data").resolve("scratch");
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.map(StopIT::target)
          .filter(file -> file.startsWith(scratch.toString()))
          .filter(file -> !file.endsWith("owner.lock"))
          .toList();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  /** Reads as fast as it can and keeps nothing. */
  private static final class Discarding implements BatchSink {
    @Override
    public void start(Schema schema) {}

    @Override
    public void batch(VectorSchemaRoot batch) {}
  }
}
