package dev.weir.local.cluster;

import static dev.weir.local.cluster.TestingCluster.json;
import static dev.weir.local.cluster.TestingCluster.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Grant;
import dev.weir.contracts.meta.v1.Principal;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.PutPrincipalRequest;
import dev.weir.contracts.meta.v1.Role;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.QueryStats;
import dev.weir.contracts.query.TableFilter;
import dev.weir.engine.ComputeNode;
import dev.weir.engine.result.BatchSink;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway with three compute nodes answers as one process does. */
@Timeout(300)
class ClusterAnswersIT {
  private static final Caller BOB = new Caller("default", "bob", "Bob", List.of("clerk"), false);

  @TempDir static Path root;
  private static TestingCluster cluster;
  private static final List<ComputeNode> NODES = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    cluster = new TestingCluster(root);
    for (String id : List.of("a", "b", "c")) {
      NODES.add(cluster.compute(id));
    }
    for (String sql :
        List.of(
            "CREATE TABLE orders (id BIGINT PRIMARY KEY, region VARCHAR, amount DOUBLE)",
            "INSERT INTO orders SELECT range, ['north', 'south', 'east'][range % 3 + 1], range / 4"
                + " FROM range(4000)",
            "INSERT INTO orders SELECT range, 'west', range / 4 FROM range(4000, 6000)",
            "UPDATE orders SET amount = amount + 1000 WHERE id BETWEEN 10 AND 19",
            "DELETE FROM orders WHERE id % 100 = 7",
            "CREATE TABLE types PRIMARY KEY (i) AS SELECT 1 AS i, 1::TINYINT AS ti,"
                + " 2::SMALLINT AS si, 3::BIGINT AS bi, 1.5::FLOAT AS f, 2.5::DOUBLE AS d,"
                + " 12.34::DECIMAL(10,2) AS dec, true AS b, 'té' AS s, 'ab'::BLOB AS bl,"
                + " DATE '2026-01-31' AS da, TIME '12:00:00' AS t,"
                + " TIMESTAMP '2026-01-31 12:00:00.123456' AS ts,"
                + " TIMESTAMPTZ '2026-01-31 12:00:00+01' AS tz, [1, 2, NULL] AS l,"
                + " {'x': 1, 'y': 'z'} AS st, MAP {'k': 1} AS m, NULL::INTEGER AS n,"
                + " '5b0c1c5e-53cd-4b3b-8c11-4f2f0d1c7d10'::UUID AS u",
            "CREATE TABLE empty (id BIGINT PRIMARY KEY, s VARCHAR)",
            "CREATE VIEW north AS SELECT * FROM orders WHERE region = 'north'",
            "CREATE VIEW north_sum AS SELECT sum(amount) AS total FROM north")) {
      cluster.run(sql);
    }
    var unused =
        cluster
            .meta()
            .putPrincipal(
                PutPrincipalRequest.newBuilder()
                    .setPrincipal(
                        Principal.newBuilder().setTenant("default").setName("bob").build())
                    .build());
    var role =
        cluster
            .meta()
            .putRole(
                Role.newBuilder()
                    .setTenant("default")
                    .setName("clerk")
                    .addMembers("bob")
                    .addGrants(
                        Grant.newBuilder()
                            .setObject("default.orders")
                            .addPrivileges(Privilege.SELECT)
                            .setRowFilter("region <> 'north'")
                            .putColumnMasks("amount", "round(amount / 100)"))
                    .addGrants(
                        Grant.newBuilder()
                            .setObject("default.north")
                            .addPrivileges(Privilege.SELECT))
                    .build());
  }

  @AfterAll
  static void stop() throws Exception {
    for (ComputeNode node : NODES) {
      node.close();
    }
    cluster.close();
  }

  private static QueryGateway remote() {
    return cluster.gateway().gateway();
  }

  private static QueryGateway single() {
    return cluster.single().gateway();
  }

  private static void assertSame(QueryRequest request) {
    QueryHandle far = remote().run(request);
    QueryHandle near = single().run(request);

    assertThat(json(far)).isEqualTo(json(near)).isNotEqualTo("[]");
    assertThat(far.status().columns()).isEqualTo(near.status().columns());
    assertThat(counted(far)).isEqualTo(counted(near));
    assertThat(far.status().stats().tables()).isEqualTo(near.status().stats().tables());
    assertThat(far.status().statementKind()).isEqualTo(near.status().statementKind());
  }

  private static List<Object> counted(QueryHandle handle) {
    QueryStats stats = handle.status().stats();
    return List.of(
        stats.rowsReturned(),
        stats.rowsRead(),
        stats.bytesRead(),
        stats.rowsTotal(),
        stats.filesRead(),
        stats.filesTotal(),
        stats.truncated(),
        stats.percent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*), sum(amount), min(id), max(id) FROM orders",
        "SELECT region, count(*), sum(amount) FROM orders GROUP BY region ORDER BY region",
        "SELECT * FROM ORDERS WHERE id BETWEEN 5 AND 25 ORDER BY id",
        "SELECT * FROM weir.default.orders WHERE id = 4500",
        "SELECT * FROM types",
        "SELECT count(*) FROM empty",
        "SELECT total FROM north_sum",
        "SELECT o.id FROM orders o JOIN north n USING (id) ORDER BY id LIMIT 5",
        "WITH x AS (SELECT 1 AS a) SELECT a, 'ä' AS b, NULL AS c FROM x",
        "SELECT 42",
        "VALUES (1, 'a'), (2, NULL)",
        "SELECT * FROM range(5000)",
        "FROM orders SELECT max(id) WHERE region = 'nowhere'",
        "EXPLAIN SELECT region, sum(amount) FROM orders WHERE id < 3000 GROUP BY 1",
        "EXPLAIN PIPELINE SELECT region, sum(amount) FROM orders GROUP BY 1"
      })
  void shouldAnswerAndCountTheSame(String sql) {
    assertSame(request(sql));
  }

  @Test
  void shouldExplainWhatRanTheSameButForItsTimes() {
    String sql =
        "EXPLAIN ANALYZE SELECT region, sum(amount) FROM orders WHERE id < 3000 GROUP BY 1";

    String far = json(remote().run(request(sql)));

    assertThat(withoutTimes(far))
        .isEqualTo(withoutTimes(json(single().run(request(sql)))))
        .contains("rows scanned=");
  }

  private static String withoutTimes(String lines) {
    return lines.replaceAll("[0-9.]+ ?m?s\\b", "");
  }

  @Test
  void shouldShowTheThreadsThatWereAskedFor() {
    String sql = "EXPLAIN PIPELINE SELECT count(*) FROM orders";
    for (QueryGateway gateway : List.of(remote(), single())) {
      var unused = gateway.run(asBob("SET max_threads = 7"));
    }

    assertThat(json(remote().run(asBob(sql))))
        .isEqualTo(json(single().run(asBob(sql))))
        .contains("7");
  }

  private static QueryRequest asBob(String sql) {
    return QueryRequest.of(BOB, sql, request(sql).origin());
  }

  private static QueryRequest with(
      String sql, List<@Nullable Object> parameters, @Nullable Instant asOf, long rowsMax) {
    QueryRequest plain = request(sql);
    return new QueryRequest(
        plain.caller(),
        sql,
        parameters,
        List.of(),
        null,
        plain.origin(),
        null,
        asOf,
        0,
        rowsMax,
        true);
  }

  @Test
  void shouldTakeParametersOfEveryType() {
    assertSame(
        with(
            "SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?",
            Arrays.asList(
                "té",
                7L,
                1.25,
                new BigDecimal("12.340"),
                true,
                LocalDate.of(2026, 1, 31),
                LocalDateTime.of(2026, 1, 31, 12, 0, 0, 123_456_000),
                Instant.parse("2026-01-31T12:00:00.5Z"),
                new byte[] {1, 2},
                null),
            null,
            0));
    assertSame(
        with(
            "SELECT count(*) FROM orders WHERE id < ? AND region = ?",
            List.of(100L, "south"),
            null,
            0));
  }

  @Test
  void shouldCutAtTheRowLimit() {
    QueryHandle far = remote().run(with("SELECT id FROM orders ORDER BY id", List.of(), null, 3));

    assertThat(json(far)).isEqualTo("[[0],[1],[2]]");
    assertThat(far.status().stats().truncated()).isTrue();
  }

  @Test
  void shouldFilterLikeADashboard() {
    assertSame(
        request("SELECT count(*), sum(amount) FROM orders")
            .withFilters(
                List.of(
                    new TableFilter(
                        "orders", "region", TableFilter.Operator.IN, List.of("north", "west")),
                    new TableFilter(
                        "orders", "id", TableFilter.Operator.BETWEEN, List.of(4500L, "5000")))));
  }

  @Test
  void shouldShowEveryoneWhatTheyMaySee() {
    String sql = "SELECT region, count(*), max(amount) FROM orders GROUP BY 1 ORDER BY 1";

    assertSame(asBob(sql));
    assertThat(json(remote().run(asBob(sql)))).doesNotContain("north");
    assertSame(asBob("SELECT count(*) FROM north"));
    assertThat(json(remote().run(asBob("SELECT count(*) FROM north")))).isEqualTo("[[0]]");
    assertFailsTheSame(asBob("SELECT * FROM types"));
    assertFailsTheSame(asBob("SELECT * FROM north_sum"));
  }

  @Test
  void shouldReadThePast() throws Exception {
    cluster.run("CREATE TABLE states PRIMARY KEY (id) AS SELECT 1 AS id, 'old' AS s");
    String snapshot =
        cluster.run("SELECT * FROM states").status().stats().tables().getFirst().snapshotId();
    Instant before = Instant.now();
    Thread.sleep(20);
    cluster.run("UPDATE states SET s = 'new'");

    assertSame(request("SELECT s FROM states AT (VERSION => " + snapshot + ")"));
    assertSame(with("SELECT s FROM states", List.of(), before, 0));
    assertThat(json(remote().run(with("SELECT s FROM states", List.of(), before, 0))))
        .isEqualTo("[[\"old\"]]");
    assertThat(json(cluster.run("SELECT s FROM states"))).isEqualTo("[[\"new\"]]");
    assertSame(
        request("SELECT a.s, b.s FROM states a, (FROM states AT (VERSION => " + snapshot + ")) b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT nothing FROM orders",
        "SELECT\n  idd FROM orders",
        "SELECT * FROM orderz",
        "SELECT CAST(region AS INTEGER) FROM orders",
        "SELECT sum(region) FROM orders",
        "SELECT id FROM orders WHERE",
        "SELECT read_csv('/etc/passwd')",
        "SELECT error('on purpose')",
      })
  void shouldFailTheSame(String sql) {
    assertFailsTheSame(request(sql));
  }

  private static void assertFailsTheSame(QueryRequest request) {
    WeirException far = catchThrowableOfType(WeirException.class, () -> remote().run(request));
    WeirException near = catchThrowableOfType(WeirException.class, () -> single().run(request));

    assertThat(far).isNotNull();
    assertThat(far.code()).isEqualTo(near.code());
    assertThat(far).hasMessage(near.getMessage());
    assertThat(far.hint()).isEqualTo(near.hint());
    assertThat(far.position()).isEqualTo(near.position());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM types",
        "SELECT region, sum(amount) AS s FROM orders WHERE id > ? GROUP BY 1",
        "SELECT * FROM north_sum",
        "SELECT ?",
        "SELECT 1 AS a, 'x' AS b",
        "INSERT INTO orders VALUES (1, 'a', 2)"
      })
  void shouldDescribeTheSame(String sql) {
    assertThat(remote().describe(request(sql))).isEqualTo(single().describe(request(sql)));
  }

  @Test
  void shouldStreamLargeResultsInBatches() {
    CountingSink sink = new CountingSink();

    var status =
        cluster.gateway().gateway().stream(
            request("SELECT range AS n, repeat('x', 200) AS s FROM range(300000)"),
            sink,
            handle -> {});

    assertThat(sink.rows).isEqualTo(300_000);
    assertThat(sink.sum).isEqualTo(300_000L * 299_999 / 2);
    assertThat(sink.batches).isGreaterThan(5);
    assertThat(status.stats().rowsReturned()).isEqualTo(300_000);
  }

  private static final class CountingSink implements BatchSink {
    private int batches;
    private long rows;
    private long sum;

    @Override
    public void start(Schema schema) {
      assertThat(schema.getFields()).hasSize(2);
    }

    @Override
    public void batch(VectorSchemaRoot batch) {
      batches++;
      rows += batch.getRowCount();
      for (int row = 0; row < batch.getRowCount(); row++) {
        sum += ((Number) batch.getVector(0).getObject(row)).longValue();
      }
    }
  }

  @Test
  void shouldAnswerFromItsCacheOnceANodeHasAnswered() {
    String sql = "SELECT count(*) AS cached FROM orders WHERE id > 17";
    QueryHandle first = cluster.run(sql);

    QueryHandle again = cluster.run(sql);

    assertThat(first.status().stats().cacheHit()).isFalse();
    assertThat(again.status().stats().cacheHit()).isTrue();
    assertThat(json(again)).isEqualTo(json(first));
  }
}
