package dev.weir.engine.gateway;

import static dev.weir.engine.testing.TestingEngine.request;
import static dev.weir.engine.testing.TestingNode.json;
import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.meta.v1.Policy;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.QueryState;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.engine.result.BatchSink;
import dev.weir.engine.testing.TestingEngine;
import dev.weir.engine.testing.TestingNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Equal queries that come while one of them runs. */
@Timeout(120)
class FlightsIT {
  private static final int CALLERS = 12;
  private static final String SLOW =
      "SELECT count(*) AS n FROM t, range(30000) a, range(3000) b"
          + " WHERE hash(a.range * 3001 + b.range) % 1000003 = 3 AND t.x > 0";
  private static final String ENDLESS =
      "SELECT count(*) FROM t, range(1000000) a, range(1000000) b"
          + " WHERE hash(a.range + b.range) = 3";

  @TempDir Path folder;
  private TestingNode node;

  @BeforeEach
  void start() throws Exception {
    node =
        new TestingNode(
            folder,
            config ->
                new EngineConfig(
                    config.cluster(),
                    config.stagingFolder(),
                    config.spillFolder(),
                    config.resultFolder(),
                    config.sqlEngine(),
                    new EngineConfig.Admission(4, 100, 100_000),
                    config.statement(),
                    config.result(),
                    config.caches()));
    node.warehouse().table("t", optional(1, "x", Types.IntegerType.get()));
    node.warehouse().insert("t", "VALUES (1)");
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
  }

  private List<QueryHandle> submit(QueryRequest request, int times) {
    List<QueryHandle> handles = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      handles.add(node.gateway().submit(request));
    }
    return handles;
  }

  private static void awaitRun(QueryHandle handle) throws InterruptedException {
    QueryState state = handle.status().state();
    while (state != QueryState.RUNNING && !state.isFinal()) {
      Thread.sleep(5);
      state = handle.status().state();
    }
  }

  /** Runs of the SQL engine. */
  private static long runs(List<QueryHandle> handles) throws InterruptedException {
    long runs = 0;
    for (QueryHandle handle : handles) {
      QueryStatus status = handle.await();
      if (status.stats().runMicros() > 0) {
        runs++;
      }
    }
    return runs;
  }

  @Test
  void shouldRunEqualQueriesOnce() throws Exception {
    // When
    List<QueryHandle> handles = submit(request(SLOW), CALLERS);
    // Then
    assertThat(runs(handles)).isEqualTo(1);
    String answer = json(handles.getFirst());
    for (QueryHandle handle : handles) {
      assertThat(handle.status().state()).isEqualTo(QueryState.SUCCEEDED);
      assertThat(json(handle)).isEqualTo(answer);
    }
    assertThat(handles.stream().filter(handle -> handle.status().stats().cacheHit()))
        .hasSize(CALLERS - 1);
  }

  @Test
  void shouldNotShareWhatDiffers() throws Exception {
    Caller bob = new Caller("default", "bob", "Bob", List.of(), false);
    node.warehouse()
        .meta()
        .grant(
            "bob",
            "default.t",
            Policy.newBuilder()
                .addPrivileges(Privilege.SELECT)
                .addRowFilters("x > 100")
                .setHash("bob")
                .build());
    List<QueryHandle> handles = new ArrayList<>(submit(request(SLOW), 3));
    handles.addAll(submit(QueryRequest.of(bob, SLOW, request("").origin()), 3));
    assertThat(runs(handles)).isEqualTo(2);
    assertThat(json(handles.getLast())).isEqualTo("[[0]]");
    assertThat(json(handles.getFirst())).isNotEqualTo("[[0]]");
    // A commit in between makes another query of the same text.
    List<QueryHandle> before = submit(request(SLOW + " AND b.range >= 0"), 2);
    for (QueryHandle handle : before) {
      while (handle.status().stats().tables().isEmpty()) {
        Thread.sleep(5);
      }
    }
    node.warehouse().insert("t", "VALUES (2)");
    List<QueryHandle> after = submit(request(SLOW + " AND b.range >= 0"), 2);
    assertThat(runs(before)).isEqualTo(1);
    assertThat(runs(after)).isEqualTo(1);
    assertThat(json(after.getFirst())).isNotEqualTo(json(before.getFirst()));
    assertThat(runs(submit(TestingEngine.uncached(SLOW), 2))).isEqualTo(2);
  }

  @Test
  void shouldLetTheNextRunWhenTheFirstIsCancelled() throws Exception {
    List<QueryHandle> handles = submit(request(ENDLESS), 4);
    QueryHandle first = running(handles);
    first.cancel();
    assertThat(first.await().state()).isEqualTo(QueryState.CANCELLED);
    List<QueryHandle> rest = new ArrayList<>(handles);
    rest.remove(first);
    QueryHandle second = running(rest);
    assertThat(rest).allMatch(handle -> !handle.status().state().isFinal());
    // One that waits is cancelled without harm to the one that runs.
    rest.remove(second);
    rest.getFirst().cancel();
    assertThat(rest.getFirst().await().state()).isEqualTo(QueryState.CANCELLED);
    assertThat(second.status().state()).isEqualTo(QueryState.RUNNING);
    second.cancel();
    rest.getLast().cancel();
    assertThat(second.await().state()).isEqualTo(QueryState.CANCELLED);
    assertThat(rest.getLast().await().state()).isEqualTo(QueryState.CANCELLED);
  }

  private static QueryHandle running(List<QueryHandle> handles) throws InterruptedException {
    while (true) {
      for (QueryHandle handle : handles) {
        if (handle.status().state() == QueryState.RUNNING) {
          return handle;
        }
      }
      Thread.sleep(5);
    }
  }

  @Test
  void shouldShareFailuresOfTheStatementButNotOfTheRun() throws Exception {
    List<QueryHandle> handles =
        submit(request("SELECT ('z' || n)::INTEGER FROM (" + SLOW + ")"), 5);
    assertThat(runs(handles)).isEqualTo(1);
    for (QueryHandle handle : handles) {
      assertThat(handle.status().error().code()).isEqualTo(ErrorCode.VALUE_ERROR.name());
      assertThat(handle.status().error().queryId()).isEqualTo(handle.id());
    }
    // The deadline of the first is its own.
    QueryRequest plain = request(ENDLESS);
    QueryRequest hurried =
        new QueryRequest(
            plain.caller(),
            plain.sql(),
            List.of(),
            List.of(),
            null,
            plain.origin(),
            null,
            null,
            400,
            0,
            true);
    QueryHandle first = node.gateway().submit(hurried);
    awaitRun(first);
    QueryHandle patient = node.gateway().submit(plain);
    assertThat(first.await().error().code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED.name());
    awaitRun(patient);
    QueryHandle waiting = node.gateway().submit(hurried);
    assertThat(waiting.await().error().code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED.name());
    assertThat(patient.status().state()).isEqualTo(QueryState.RUNNING);
    patient.cancel();
    patient.await();
  }

  /** A client that does not take its rows holds up only itself. */
  @Test
  void shouldNotWaitForASlowClient() throws Exception {
    String sql = "SELECT x FROM t";
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Thread slow =
        Thread.startVirtualThread(
            () ->
                node.gateway().stream(
                    request(sql),
                    new BatchSink() {
                      @Override
                      public void start(Schema schema) {
                        started.countDown();
                        try {
                          released.await();
                        } catch (InterruptedException e) {
                          Thread.currentThread().interrupt();
                        }
                      }

                      @Override
                      public void batch(VectorSchemaRoot batch) {}
                    },
                    handle -> {}));
    started.await();
    assertThat(json(node.run(sql))).isEqualTo("[[1]]");
    released.countDown();
    slow.join();
  }
}
