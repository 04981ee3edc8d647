package dev.weir.engine.gateway;

import static dev.weir.engine.testing.TestingEngine.ADA;
import static dev.weir.engine.testing.TestingEngine.request;
import static dev.weir.engine.testing.TestingNode.json;
import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.apache.iceberg.types.Types.NestedField.required;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Policy;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.QueryState;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.contracts.query.StatementDescription;
import dev.weir.contracts.query.TableFilter;
import dev.weir.engine.result.BatchSink;
import dev.weir.engine.testing.TestingNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SqlGatewayIT {
  private static final String ENDLESS =
      "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE hash(a.range + b.range) = 3";

  @TempDir static Path folder;
  private static TestingNode node;

  @BeforeAll
  static void start() throws Exception {
    node = new TestingNode(folder);
    node.warehouse()
        .table(
            "t", required(1, "id", Types.LongType.get()), optional(2, "s", Types.StringType.get()));
    node.warehouse().insert("t", "VALUES (1::BIGINT, 'a'), (2, 'b'), (3, NULL)");
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  private static QueryRequest with(String sql, List<@Nullable Object> parameters, long rowsMax) {
    QueryRequest plain = request(sql);
    return new QueryRequest(
        plain.caller(),
        sql,
        parameters,
        List.of(),
        null,
        plain.origin(),
        null,
        null,
        0,
        rowsMax,
        true);
  }

  private static void assertFails(QueryRequest request, ErrorCode code) {
    assertThatThrownBy(() -> node.run(request))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).as(e.toString()).isEqualTo(code));
  }

  private static void assertFails(String sql, ErrorCode code) {
    assertFails(request(sql), code);
  }

  @Test
  void shouldAnswer() {
    QueryHandle handle = node.run("SELECT id, s FROM t ORDER BY id");
    QueryStatus status = handle.status();
    assertThat(json(handle)).isEqualTo("[[1,\"a\"],[2,\"b\"],[3,null]]");
    assertThat(status.state()).isEqualTo(QueryState.SUCCEEDED);
    assertThat(status.columns())
        .extracting("name", "type")
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("id", "BIGINT"),
            org.assertj.core.groups.Tuple.tuple("s", "VARCHAR"));
    assertThat(status.stats().rowsReturned()).isEqualTo(3);
    assertThat(status.stats().rowsRead()).isEqualTo(3);
    assertThat(status.stats().rowsTotal()).isEqualTo(3);
    assertThat(status.stats().filesRead()).isEqualTo(1);
    assertThat(status.stats().tables().getFirst().name()).isEqualTo("default.t");
  }

  @Test
  void shouldTakeDefaultForTheNamespaceWhereItStandsBeforeAName() {
    for (String sql :
        List.of(
            "SELECT id FROM default.t ORDER BY id",
            "SELECT default.t.id FROM default.t ORDER BY default.t.id",
            "SELECT x.* EXCLUDE (s) FROM /* default.none */ Default . \"t\" AS x ORDER BY id",
            "WITH a AS (FROM DEFAULT.t) SELECT id FROM a JOIN weir.default.t b USING (id) ORDER BY 1",
            "SELECT t.id FROM default.t AS OF TIMESTAMP '2100-01-01' AS t ORDER BY id",
            "SELECT id FROM t WHERE 'default.none' <> s OR id IN (SELECT id FROM default.t)"
                + " ORDER BY id")) {
      assertThat(json(node.run(sql))).as(sql).isEqualTo("[[1],[2],[3]]");
    }
  }

  @Test
  void shouldPointIntoWhatWasWrittenBehindDefault() {
    assertThatThrownBy(() -> node.run("SELECT nothing FROM default.t"))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
              assertThat(e.position().column()).isEqualTo(8);
            });
    assertThatThrownBy(() -> node.run("SELECT id FROM default.t JOIN default.gone USING (id)"))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
              assertThat(e.position().column()).isEqualTo(31);
            });
    assertFails("SELECT id FROM t AS OF TIMESTAMP '2100-01-01' default.x", ErrorCode.SYNTAX_ERROR);
  }

  @Test
  void shouldAnswerFromTheCacheUntilACommit() {
    // Given
    node.warehouse().table("cached", optional(1, "v", Types.IntegerType.get()));
    node.warehouse().insert("cached", "VALUES (1)");
    QueryHandle first = node.run("SELECT sum(v) AS total FROM cached");
    // When
    QueryHandle again = node.run("select sum(v)  AS total /* again */ from cached");
    // Then
    assertThat(first.status().stats().cacheHit()).isFalse();
    assertThat(again.status().stats().cacheHit()).isTrue();
    assertThat(json(again)).isEqualTo(json(first));
    // When
    node.warehouse().insert("cached", "VALUES (5)");
    QueryHandle after = node.run("SELECT sum(v) AS total FROM cached");
    // Then
    assertThat(after.status().stats().cacheHit()).isFalse();
    assertThat(json(after)).contains("6");
  }

  @Test
  void shouldNotShareAnswersThatDiffer() {
    node.run("SELECT id FROM t WHERE id = 1");
    assertThat(node.run("SELECT id AS \"ID\" FROM t WHERE id = 1").status().stats().cacheHit())
        .isFalse();
    node.run(with("SELECT id FROM t WHERE id = ?", List.of(1L), 0));
    assertThat(json(node.run(with("SELECT id FROM t WHERE id = ?", List.of(2L), 0))))
        .isEqualTo("[[2]]");
    assertThat(node.run(with("SELECT id FROM t", List.of(), 2)).status().stats().truncated())
        .isTrue();
    assertThat(json(node.run(with("SELECT id FROM t", List.of(), 0)))).isEqualTo("[[1],[2],[3]]");
    QueryRequest filtered =
        request("SELECT id FROM t")
            .withFilters(List.of(new TableFilter("t", "id", TableFilter.Operator.GE, List.of(2L))));
    assertThat(json(node.run(filtered))).isEqualTo("[[2],[3]]");
    Caller bob = new Caller("default", "bob", "Bob", List.of(), false);
    node.warehouse()
        .meta()
        .grant(
            "bob",
            "default.t",
            Policy.newBuilder()
                .addPrivileges(Privilege.SELECT)
                .addRowFilters("id = 3")
                .setHash("bob")
                .build());
    assertThat(json(node.run(QueryRequest.of(bob, "SELECT id FROM t", request("").origin()))))
        .isEqualTo("[[3]]");
  }

  @Test
  void shouldNotCacheWhatChangesByItself() {
    for (String sql :
        List.of(
            "SELECT random()",
            "SELECT now()",
            "SELECT current_timestamp",
            "SELECT uuid() FROM t",
            "SELECT * FROM t USING SAMPLE 1")) {
      node.run(sql);
      assertThat(node.run(sql).status().stats().cacheHit()).as(sql).isFalse();
    }
    node.run("SELECT 42");
    assertThat(node.run("SELECT 42").status().stats().cacheHit()).isTrue();
  }

  @Test
  void shouldBindParametersOfEveryType() {
    QueryHandle handle =
        node.run(
            with(
                "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?",
                Arrays.asList(
                    "é",
                    1L,
                    1.5,
                    new BigDecimal("2.50"),
                    true,
                    null,
                    LocalDate.of(2026, 1, 2),
                    LocalDateTime.of(2026, 1, 2, 3, 4),
                    Instant.parse("2026-01-02T03:04:05Z")),
                0));
    assertThat(json(handle))
        .isEqualTo(
            "[[\"é\",1,1.5,\"2.50\",true,null,\"2026-01-02\",\"2026-01-02T03:04:00\",\"2026-01-02T03:04:05Z\"]]");
  }

  @Test
  void shouldCancelWhatRuns() throws Exception {
    QueryHandle handle = node.gateway().submit(request(ENDLESS));
    CountDownLatch running = new CountDownLatch(1);
    List<QueryState> seen = new CopyOnWriteArrayList<>();
    try (QueryHandle.Subscription s =
        handle.follow(
            status -> {
              seen.add(status.state());
              if (status.state() == QueryState.RUNNING) {
                running.countDown();
              }
            })) {
      assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
      handle.cancel();
      QueryStatus last = handle.await();
      assertThat(last.state()).isEqualTo(QueryState.CANCELLED);
      assertThat(last.error().code()).isEqualTo("CANCELLED");
      assertThat(seen.getLast()).isEqualTo(QueryState.CANCELLED);
    }
    assertThat(json(node.run("SELECT 1"))).isEqualTo("[[1]]");
  }

  @Test
  void shouldTellWhileItRunsWhatHasBeenReturned() {
    List<QueryStatus> seen = new ArrayList<>();
    AtomicReference<QueryHandle> query = new AtomicReference<>();
    BatchSink sink =
        new BatchSink() {
          @Override
          public void start(Schema schema) {}

          @Override
          public void batch(VectorSchemaRoot batch) {
            seen.add(query.get().status());
          }
        };

    QueryStatus last =
        node.gateway().stream(request("SELECT range AS a FROM range(400000)"), sink, query::set);

    assertThat(seen).hasSizeGreaterThan(2);
    for (int i = 0; i < seen.size(); i++) {
      QueryStatus status = seen.get(i);
      assertThat(status.state()).isEqualTo(QueryState.RUNNING);
      long rows = status.stats().rowsReturned();
      assertThat(rows > 0).isEqualTo(i > 0);
      assertThat(status.stats().bytesReturned()).isGreaterThanOrEqualTo(rows * Long.BYTES);
    }
    assertThat(last.stats().bytesReturned()).isGreaterThan(seen.getLast().stats().bytesReturned());
  }

  @Test
  void shouldStopAtTheDeadline() {
    QueryRequest plain = request(ENDLESS);
    assertFails(
        new QueryRequest(
            plain.caller(),
            ENDLESS,
            List.of(),
            List.of(),
            null,
            plain.origin(),
            null,
            null,
            200,
            0,
            true),
        ErrorCode.DEADLINE_EXCEEDED);
  }

  @Test
  void shouldNameEveryFault() {
    assertFails("SELECT 1 FORM t", ErrorCode.SYNTAX_ERROR);
    assertFails("SELECT nope FROM t", ErrorCode.COLUMN_NOT_FOUND);
    assertFails("SELECT t.nope FROM t", ErrorCode.COLUMN_NOT_FOUND);
    assertFails("SELECT x.id FROM t", ErrorCode.COLUMN_NOT_FOUND);
    assertFails("SELECT * FROM nope", ErrorCode.TABLE_NOT_FOUND);
    assertFails("SELECT sum(s) FROM t", ErrorCode.TYPE_MISMATCH);
    assertFails("SELECT CAST(s AS INTEGER) FROM t", ErrorCode.VALUE_ERROR);
    assertFails("SELECT 9223372036854775807 + id FROM t", ErrorCode.VALUE_ERROR);
    assertFails("SELECT flor(1.5)", ErrorCode.FUNCTION_NOT_ALLOWED);
    assertFails("SELECT 1; SELECT 2", ErrorCode.STATEMENT_NOT_SUPPORTED);
    assertFails("", ErrorCode.SYNTAX_ERROR);
    assertFails("SELECT '" + "x".repeat(10_000_000) + "'", ErrorCode.STATEMENT_TOO_LARGE);
    assertFails("SELECT " + "1,".repeat(9_999) + "1", ErrorCode.TOO_MANY_COLUMNS);
    assertFails("SELECT " + "(".repeat(5_000) + "1" + ")".repeat(5_000), ErrorCode.SYNTAX_ERROR);
  }

  @Test
  void shouldComputeEdgesAsTheEngineDoes() {
    assertThat(json(node.run("SELECT 1/0, 'nan'::DOUBLE, 1e308 * 10, -1e308 * 10")))
        .isEqualTo("[[\"Infinity\",\"NaN\",\"Infinity\",\"-Infinity\"]]");
    assertThat(
            json(
                node.run(
                    "SELECT DATE '5877642-06-25 (BC)', TIMESTAMP '294247-01-10 04:00:54.775806'")))
        .contains("294247");
  }

  @Test
  void shouldStreamWithoutKeeping() {
    List<Integer> batches = new ArrayList<>();
    List<QueryHandle> handles = new ArrayList<>();
    QueryStatus status =
        node.gateway().stream(
            request("SELECT range AS a, hash(range) AS b FROM range(1000000)"),
            sink(batches),
            handles::add);
    assertThat(batches.stream().mapToInt(rows -> rows).sum()).isEqualTo(1_000_000);
    assertThat(status.stats().rowsReturned()).isEqualTo(1_000_000);
    assertThatThrownBy(() -> json(handles.getFirst()))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUERY_NOT_FOUND));
  }

  @Test
  void shouldFillTheCacheFromAStream() {
    List<Integer> batches = new ArrayList<>();
    node.gateway().stream(request("SELECT id + 1000 AS k FROM t"), sink(batches), handle -> {});
    assertThat(node.run("SELECT id + 1000 AS k FROM t").status().stats().cacheHit()).isTrue();
    node.gateway().stream(request("SELECT id + 1000 AS k FROM t"), sink(batches), handle -> {});
    assertThat(batches).containsExactly(3, 3);
  }

  private static BatchSink sink(List<Integer> batches) {
    return new BatchSink() {
      @Override
      public void start(Schema schema) {}

      @Override
      public void batch(VectorSchemaRoot batch) {
        batches.add(batch.getRowCount());
      }
    };
  }

  @Test
  void shouldDescribe() {
    StatementDescription description =
        node.gateway().describe(request("SELECT id, s || ? AS x FROM t WHERE id = ?"));
    assertThat(description.columns()).extracting("name").containsExactly("id", "x");
    assertThat(description.parameterTypes()).hasSize(2);
    assertThat(description.parameterTypes().get(1)).isEqualTo("BIGINT");
    assertThat(description.tables()).containsExactly("default.t");
    assertThatThrownBy(() -> node.gateway().describe(request("SELECT nope FROM t")))
        .isInstanceOf(WeirException.class);
  }

  @Test
  void shouldHideQueriesOfOthers() {
    QueryHandle handle = node.run("SELECT 7");
    Caller bob = new Caller("default", "bob", "Bob", List.of(), false);
    Caller admin = new Caller("default", "root", "Root", List.of(), true);
    assertThat(node.gateway().find(handle.id(), bob)).isEmpty();
    assertThat(node.gateway().find(handle.id(), admin)).isPresent();
    assertThat(node.gateway().find(handle.id(), ADA)).isPresent();
    assertThat(node.gateway().history(bob, 100)).noneMatch(s -> s.id().equals(handle.id()));
    assertThat(node.gateway().history(ADA, 100)).anyMatch(s -> s.id().equals(handle.id()));
  }

  @Test
  void shouldCarryOutAndCancelCommands() throws Exception {
    QueryHandle cancelled = node.gateway().submit(request("WAIT"));
    node.commands().awaitStart();
    cancelled.cancel();
    assertThat(cancelled.await().state()).isEqualTo(QueryState.CANCELLED);
    node.commands().release();
    QueryHandle done = node.run("WAIT");
    assertThat(done.status().statementKind()).isEqualTo("WAIT");
    assertThat(json(done)).isEqualTo("[[7,\"é\"],[8,null]]");
  }

  @Test
  void shouldRunEqualQueriesOnce() throws Exception {
    String sql =
        "SELECT count(*) FROM range(3000) a, range(10000) b WHERE hash(a.range + b.range) = 7";
    List<QueryHandle> handles = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      handles.add(node.gateway().submit(request(sql)));
    }
    List<QueryStatus> ends = new ArrayList<>();
    for (QueryHandle handle : handles) {
      ends.add(handle.await());
    }
    assertThat(ends).extracting(QueryStatus::state).containsOnly(QueryState.SUCCEEDED);
    assertThat(ends).filteredOn(status -> !status.stats().cacheHit()).hasSize(1);
    assertThat(handles).extracting(TestingNode::json).containsOnly(json(handles.getFirst()));
  }

  @Test
  void shouldRunItselfWhenTheEqualQueryIsCancelled() throws Exception {
    QueryHandle first = node.gateway().submit(request(ENDLESS));
    QueryHandle second = node.gateway().submit(request(ENDLESS));
    while (first.status().state() != QueryState.RUNNING
        && second.status().state() != QueryState.RUNNING) {
      Thread.sleep(5);
    }
    QueryHandle running = first.status().state() == QueryState.RUNNING ? first : second;
    QueryHandle waiting = running == first ? second : first;
    assertThat(waiting.status().state()).isNotEqualTo(QueryState.RUNNING);
    running.cancel();
    assertThat(running.await().state()).isEqualTo(QueryState.CANCELLED);
    while (waiting.status().state() != QueryState.RUNNING) {
      Thread.sleep(5);
    }
    waiting.cancel();
    assertThat(waiting.await().state()).isEqualTo(QueryState.CANCELLED);
  }
}
