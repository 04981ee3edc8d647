package dev.weir.engine.files;

import static dev.weir.engine.testing.TestingEngine.request;
import static dev.weir.engine.testing.TestingNode.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.QueryStats;
import dev.weir.contracts.query.TableFilter;
import dev.weir.engine.testing.TestingBucket;
import dev.weir.engine.testing.TestingNode;
import dev.weir.engine.testing.TestingWarehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node over a bucket answers as one over a folder. */
@Timeout(120)
class BucketNodeIT {
  @TempDir static Path root;
  private static TestingBucket bucket;
  private static TestingNode remote;
  private static TestingNode local;

  @BeforeAll
  static void start() throws Exception {
    bucket = TestingBucket.start();
    Path far = root.resolve("far");
    remote =
        TestingNode.withStatements(
            far, new TestingWarehouse(Files.createDirectories(far), bucket.store()), c -> c);
    local = TestingNode.withStatements(Files.createDirectories(root.resolve("near")));
    for (TestingNode node : List.of(remote, local)) {
      fill(node);
    }
  }

  private static void fill(TestingNode node) throws Exception {
    Path folder = root.resolve(node == remote ? "far" : "near");
    Path csv = folder.resolve("more.csv");
    Files.writeString(csv, "id,region,amount\n9001,north,1.25\n9002,south,2.5\n");
    for (String sql :
        List.of(
            "CREATE TABLE orders (id BIGINT PRIMARY KEY, region VARCHAR, amount DOUBLE)",
            "INSERT INTO orders SELECT range, ['north', 'south', 'east'][range % 3 + 1], range / 4"
                + " FROM range(4000)",
            "INSERT INTO orders SELECT range, 'west', range / 4 FROM range(4000, 6000)",
            "UPDATE orders SET amount = amount + 1000 WHERE id BETWEEN 10 AND 19",
            "DELETE FROM orders WHERE id % 100 = 7",
            "COPY orders FROM '" + csv + "' (FORMAT csv)",
            "CREATE TABLE regions PRIMARY KEY (name) AS SELECT DISTINCT region AS name,"
                + " {'letters': length(region)} AS info FROM orders",
            "CREATE VIEW north AS SELECT * FROM orders WHERE region = 'north'")) {
      node.administer(sql);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    remote.close();
    local.close();
    bucket.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count(*), sum(amount), min(id), max(id) FROM orders",
        "SELECT region, count(*), sum(amount) FROM orders GROUP BY region ORDER BY region",
        "SELECT * FROM orders WHERE id BETWEEN 5 AND 25 ORDER BY id",
        "SELECT * FROM orders WHERE id > 8000 ORDER BY id",
        "SELECT name, info.letters FROM regions ORDER BY name",
        "SELECT r.name, count(*) FROM regions r JOIN orders o ON o.region = r.name"
            + " GROUP BY 1 ORDER BY 1",
        "SELECT count(*) FROM north",
        "SELECT max(amount) FROM orders WHERE region = 'nowhere'"
      })
  void shouldAnswerAndCountTheSame(String sql) {
    QueryHandle far = remote.run(sql);
    QueryHandle near = local.run(sql);

    assertThat(json(far)).isEqualTo(json(near));
    assertThat(counted(far)).isEqualTo(counted(near));
  }

  private static List<Long> counted(QueryHandle handle) {
    QueryStats stats = handle.status().stats();
    return List.of(
        stats.rowsRead(),
        stats.bytesRead(),
        (long) stats.filesRead(),
        (long) stats.filesTotal(),
        stats.rowsTotal());
  }

  @Test
  void shouldCountBytesThatItReads() {
    assertThat(remote.run("SELECT sum(amount) FROM orders").status().stats().bytesRead())
        .isPositive();
  }

  @Test
  void shouldFilterLikeADashboard() {
    QueryRequest plain = request("SELECT count(*), sum(amount) FROM orders");
    List<TableFilter> filters =
        List.of(
            new TableFilter("orders", "region", TableFilter.Operator.IN, List.of("north", "west")),
            new TableFilter("orders", "id", TableFilter.Operator.GE, List.of(4500L)));

    QueryHandle far = remote.run(plain.withFilters(filters));

    assertThat(json(far)).isEqualTo(json(local.run(plain.withFilters(filters))));
    assertThat(far.status().stats().filesRead()).isLessThan(far.status().stats().filesTotal());
  }

  @Test
  void shouldFetchAFileOnce() {
    remote.run("SELECT count(*) FROM orders");
    double fetched = metric("weir_file_cache_fetched_bytes_total");
    double found = metric("weir_file_cache_hits_total");

    remote.run("SELECT region, avg(amount) FROM orders GROUP BY 1");

    assertThat(metric("weir_file_cache_fetched_bytes_total")).isEqualTo(fetched).isPositive();
    assertThat(metric("weir_file_cache_hits_total")).isGreaterThan(found);
    assertThat(metric("weir_file_cache_bytes")).isPositive();
    assertThat(metric("weir_file_cache_misses_total")).isPositive();
  }

  private static double metric(String name) {
    return remote.metrics().getSampleValue(name);
  }

  @Test
  void shouldExplainTheSame() {
    String sql =
        "EXPLAIN ANALYZE SELECT region, sum(amount) FROM orders WHERE id < 3000 GROUP BY 1";

    assertThat(lines(remote, sql)).isEqualTo(lines(local, sql)).contains("ReadDataSource");
    assertThat(lines(remote, sql.replace("ANALYZE ", "")))
        .isEqualTo(lines(local, sql.replace("ANALYZE ", "")));
  }

  /** Without times and what is made anew in each warehouse. */
  private static String lines(TestingNode node, String sql) {
    return json(node.run(sql))
        .replaceAll("snapshot=\\d+", "")
        .replaceAll("bytes=\\d+/\\d+", "")
        .replaceAll("[0-9.]+ ?ms|[0-9.]+ ?s\\b", "");
  }

  @Test
  void shouldReadTheSnapshotOfATime() {
    QueryHandle made = remote.administer("CREATE TABLE states PRIMARY KEY (id) AS SELECT 1 AS id");
    assertThat(made.status().error()).isNull();
    String snapshot =
        remote.run("SELECT * FROM states").status().stats().tables().getFirst().snapshotId();
    remote.administer("UPDATE states SET id = 2");

    assertThat(json(remote.run("SELECT id FROM states AT (VERSION => " + snapshot + ")")))
        .isEqualTo("[[1]]");
    assertThat(json(remote.run("SELECT id FROM states"))).isEqualTo("[[2]]");
  }

  @Test
  void shouldSayThatAFileIsGone() throws Exception {
    remote.administer("CREATE TABLE lost PRIMARY KEY (id) AS SELECT 1 AS id");
    List<String> keys =
        remote.warehouse().store().list("", "", 1_000).stream()
            .map(object -> object.key())
            .filter(key -> key.contains("/lost/"))
            .toList();
    assertThat(keys).isNotEmpty();
    remote.warehouse().store().delete(keys);

    assertThatThrownBy(() -> remote.run("SELECT * FROM lost"))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_DATA_FILE));
  }

  @Test
  void shouldRefuseWhatItsCacheCannotHold() throws Exception {
    Path folder = Files.createDirectories(root.resolve("small"));
    try (TestingNode small =
        TestingNode.withStatements(
            folder,
            new TestingWarehouse(folder, bucket.store()),
            config -> TestingFiles.config(folder.resolve("engine"), 4_000, 2))) {
      small.administer("CREATE TABLE little PRIMARY KEY (id) AS SELECT 1 AS id");
      small.administer(
          "CREATE TABLE big PRIMARY KEY (id) AS SELECT range AS id, hash(range) AS h FROM"
              + " range(10000)");

      assertThat(json(small.run("SELECT id FROM little"))).isEqualTo("[[1]]");
      assertThatThrownBy(() -> small.run("SELECT max(h) FROM big"))
          .isInstanceOfSatisfying(
              WeirException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.DISK_FULL);
                assertThat(e.hint()).contains("larger cache");
              });
      assertThat(json(small.run("SELECT id + 1 FROM little"))).isEqualTo("[[2]]");
    }
  }

  @Test
  void shouldReadRightWhateverComesAndGoes() throws Exception {
    // Given room for one of two tables
    Path folder = Files.createDirectories(root.resolve("narrow"));
    try (TestingNode narrow =
        TestingNode.withStatements(
            folder,
            new TestingWarehouse(folder, bucket.store()),
            config -> TestingFiles.config(folder.resolve("engine"), 150_000, 2))) {
      for (String table : List.of("a", "b")) {
        narrow.administer(
            "CREATE TABLE "
                + table
                + " PRIMARY KEY (id) AS SELECT range AS id, hash(range + "
                + table.length()
                + ") AS h FROM range(10000)");
      }
      for (int round = 0; round < 3; round++) {
        for (String table : List.of("a", "b")) {
          String sql = "SELECT count(h), min(id), max(id) + " + round + " FROM " + table;
          assertThat(json(narrow.run(sql))).isEqualTo("[[10000,0," + (9_999 + round) + "]]");
        }
      }
      // Then each came again and again
      assertThat(narrow.metrics().getSampleValue("weir_file_cache_misses_total")).isEqualTo(6);
      assertThat(narrow.metrics().getSampleValue("weir_file_cache_bytes")).isLessThan(150_000);
    }
  }
}
