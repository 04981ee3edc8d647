package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad and extreme input for statements that change something, on the laptop's whole node. */
@Timeout(120)
class BadInputIT {
  private static final int COLUMNS = 10_000;
  private static final Set<ErrorCode> REFUSALS =
      Set.of(
          ErrorCode.FUNCTION_NOT_ALLOWED,
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          ErrorCode.SYNTAX_ERROR,
          ErrorCode.TABLE_NOT_FOUND,
          ErrorCode.PERMISSION_DENIED,
          ErrorCode.BAD_INPUT_FILE);

  @TempDir static Path folder;
  private static TestingLocal node;

  @BeforeAll
  static void start() throws IOException {
    node = new TestingLocal(folder.resolve("data"));
    node.run("CREATE TABLE t (id BIGINT PRIMARY KEY, s VARCHAR)");
    node.run("INSERT INTO t VALUES (1, 'one')");
    Files.writeString(folder.resolve("secret.csv"), "id,s\n2,secret\n");
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @AfterEach
  void shouldHaveChangedNothing() throws IOException {
    assertThat(node.run("SELECT * FROM t")).isEqualTo("[[1,\"one\"]]");
    assertThat(node.orphans()).isEmpty();
    assertThat(node.staged()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t SELECT * FROM read_csv('@FILE@')",
        "INSERT INTO t SELECT * FROM '@FILE@'",
        "INSERT INTO t SELECT 5, getenv('HOME')",
        "INSERT INTO t SELECT 5, content FROM read_text('/etc/passwd')",
        "INSERT INTO t SELECT 5, value FROM duckdb_settings()",
        "INSERT INTO t SELECT * FROM 'https://example.com/x.parquet'",
        "INSERT INTO t WITH x AS (SELECT * FROM '@FILE@') SELECT * FROM x",
        "INSERT INTO t VALUES (5, (SELECT content FROM read_text('/etc/passwd')))",
        "INSERT INTO t SELECT 5, 'x') TO '/tmp/weir-x.csv' (FORMAT csv",
        "INSERT OR REPLACE INTO t SELECT * FROM read_csv('@FILE@')",
        "CREATE TABLE u PRIMARY KEY (id) AS SELECT * FROM read_csv('@FILE@')",
        "CREATE TABLE u PRIMARY KEY (id) AS SELECT * FROM '@FILE@'",
        "CREATE TABLE u PRIMARY KEY (id) AS FROM '@FILE@'",
        "CREATE VIEW u AS SELECT * FROM read_csv('@FILE@')",
        "CREATE VIEW u AS SELECT * FROM '@FILE@'",
        "CREATE VIEW u AS SELECT getenv('HOME') AS home",
        "UPDATE t SET s = (SELECT s FROM read_csv('@FILE@'))",
        "UPDATE t SET s = getenv('HOME')",
        "UPDATE t SET s = 'x' WHERE id IN (SELECT id FROM '@FILE@')",
        "DELETE FROM t WHERE id IN (SELECT id - 1 FROM read_csv('@FILE@'))",
        "DELETE FROM t WHERE getenv('HOME') IS NOT NULL",
        "DELETE FROM t WHERE true) TO '/tmp/weir-x.csv' (FORMAT csv",
        "COPY t FROM '@FILE@'",
        "COPY t FROM '/etc/passwd' (FORMAT csv)",
        "COPY t FROM 'https://example.com/x.parquet'",
        "COPY t FROM 's3://bucket/x.parquet'",
        "COPY t FROM '../secret.csv'",
        "COPY t TO '@FILE@.out'",
        "COPY (SELECT * FROM t) TO '@FILE@.out'",
        "ATTACH '@FILE@.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET memory_limit = '1TB'",
        "SET enable_external_access = true",
        "PRAGMA enable_external_access",
        "EXPORT DATABASE '@FILE@.out'"
      })
  void shouldRefuseWhatWouldLeaveTheCatalog(String template) throws IOException {
    String sql = template.replace("@FILE@", folder.resolve("secret.csv").toString());

    WeirException failure = failureOf(sql);

    assertThat(failure.code()).as(failure.toString()).isIn(REFUSALS);
    assertThat(failure.getMessage()).doesNotContain("secret,").doesNotContain("root:");
    assertThat(node.run("SHOW TABLES")).doesNotContain("\"u\"");
    assertThat(Files.exists(Path.of("/tmp/weir-x.csv"))).isFalse();
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsOnly("data", "secret.csv");
    }
  }

  @Test
  void shouldRefuseStatementsOfTenMegabytes() {
    String rows =
        IntStream.range(10, 700_000)
            .mapToObj(id -> "(" + id + ",'0123')")
            .collect(Collectors.joining(","));

    for (String sql :
        List.of(
            "INSERT INTO t VALUES " + rows,
            "DELETE FROM t WHERE s = '" + "x".repeat(10_000_000) + "'",
            "-- " + " ".repeat(10_000_000) + "\nDROP TABLE t",
            " ".repeat(10_000_000))) {
      assertThat(failureOf(sql).code()).isEqualTo(ErrorCode.STATEMENT_TOO_LARGE);
    }
  }

  @Test
  void shouldRefuseTenThousandColumns() throws IOException {
    String names =
        IntStream.range(1, COLUMNS).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    Path csv = folder.resolve("data/wide.csv");
    Files.writeString(csv, "id," + names + "\n" + "1,".repeat(COLUMNS - 1) + "1\n");
    String upload = node.upload(csv);
    Files.delete(csv);

    for (String sql :
        List.of(
            "CREATE TABLE u (id BIGINT PRIMARY KEY, " + names.replace(",", " INT, ") + " INT)",
            "CREATE TABLE u PRIMARY KEY (id) AS SELECT 1 AS id, 1 AS "
                + names.replace(",", ", 1 AS "),
            "CREATE VIEW u AS SELECT 1 AS id, 1 AS " + names.replace(",", ", 1 AS "),
            "COPY u FROM '" + upload + "' (PRIMARY_KEY 'id')")) {
      WeirException failure = failureOf(sql);
      assertThat(failure.code()).as(failure.toString()).isEqualTo(ErrorCode.TOO_MANY_COLUMNS);
    }
    assertThat(node.run("SHOW TABLES")).doesNotContain("\"u\"");
  }

  @Test
  void shouldNotLetAViewLeadBackToItself() {
    node.run("CREATE VIEW a AS SELECT * FROM t");
    node.run("CREATE VIEW b AS SELECT * FROM a");

    assertThat(failureOf("CREATE OR REPLACE VIEW a AS SELECT * FROM b").code())
        .isEqualTo(ErrorCode.CYCLIC_VIEW);
    assertThat(failureOf("CREATE OR REPLACE VIEW a AS SELECT * FROM a").code())
        .isEqualTo(ErrorCode.CYCLIC_VIEW);
    assertThat(node.run("SELECT id FROM b")).isEqualTo("[[1]]");
    node.run("DROP VIEW b");
    node.run("DROP VIEW a");
  }

  @Test
  void shouldKeepNumbersAtTheEdges() {
    node.run(
        "CREATE TABLE edges (id INT PRIMARY KEY, d DOUBLE, f FLOAT, b BIGINT, n DECIMAL(38,0))");
    node.run(
        "INSERT INTO edges VALUES (1, 'nan'::DOUBLE, 'nan'::FLOAT, -9223372036854775808, NULL),"
            + " (2, 'infinity'::DOUBLE, '-infinity'::FLOAT, 9223372036854775807,"
            + " 99999999999999999999999999999999999999),"
            + " (3, '-infinity'::DOUBLE, 'infinity'::FLOAT, 0, -99999999999999999999999999999999999999),"
            + " (4, 0.0, 1e-45, 1, 0), (5, 1.7976931348623157e308, 3.4028235e38, -1, 1)");

    assertThat(node.run("SELECT d, f, b, n FROM edges ORDER BY id"))
        .isEqualTo(
            "[[\"NaN\",\"NaN\",\"-9223372036854775808\",null],"
                + "[\"Infinity\",\"-Infinity\",\"9223372036854775807\","
                + "\"99999999999999999999999999999999999999\"],"
                + "[\"-Infinity\",\"Infinity\",0,\"-99999999999999999999999999999999999999\"],"
                + "[0.0,1.4E-45,1,\"0\"],[1.7976931348623157E308,3.4028235E38,-1,\"1\"]]");
    // Pruning by bounds must not lose what has none.
    assertThat(node.run("SELECT id FROM edges WHERE isnan(d)")).isEqualTo("[[1]]");
    assertThat(node.run("SELECT id FROM edges WHERE d = 'nan'::DOUBLE")).isEqualTo("[[1]]");
    assertThat(node.run("SELECT id FROM edges WHERE d > 1e308 ORDER BY id"))
        .isEqualTo("[[1],[2],[5]]");
    assertThat(node.run("SELECT id FROM edges WHERE d = 'infinity'::DOUBLE")).isEqualTo("[[2]]");
    assertThat(node.run("SELECT id FROM edges WHERE d = 0")).isEqualTo("[[4]]");
    assertThat(failureOf("UPDATE edges SET b = b + 1 WHERE id = 2").code())
        .isEqualTo(ErrorCode.VALUE_ERROR);
    assertThat(failureOf("INSERT INTO edges (id, b) VALUES (6, 1e300)").code())
        .isIn(ErrorCode.VALUE_ERROR, ErrorCode.TYPE_MISMATCH);
    node.run("INSERT INTO edges (id, d) VALUES (7, 1 / 0)");
    assertThat(node.run("SELECT d FROM edges WHERE id = 7")).isEqualTo("[[\"Infinity\"]]");
    assertThat(failureOf("INSERT INTO edges (id) VALUES (1 // 0)").code())
        .isEqualTo(ErrorCode.VALUE_ERROR);
    node.run("DROP TABLE edges");
  }

  @Test
  void shouldKeepTimesAtTheEdges() {
    node.run("CREATE TABLE times (id INT PRIMARY KEY, d DATE, t TIMESTAMP, z TIMESTAMPTZ, c TIME)");
    String values =
        "(1, DATE '0001-01-01', TIMESTAMP '0001-01-01 00:00:00', TIMESTAMPTZ '1900-01-01 00:00:00Z',"
            + " TIME '00:00:00'),"
            + " (2, DATE '9999-12-31', TIMESTAMP '9999-12-31 23:59:59.999999',"
            + " TIMESTAMPTZ '2038-01-19 03:14:08Z', TIME '23:59:59.999999'),"
            + " (3, DATE '1969-12-31', TIMESTAMP '1969-12-31 23:59:59.999999',"
            + " TIMESTAMPTZ '1969-12-31 23:59:59.999999Z', TIME '12:00:00'),"
            + " (4, DATE '5881580-07-10', TIMESTAMP '294247-01-10 04:00:54.775806',"
            + " TIMESTAMPTZ '294247-01-10 04:00:54.775806Z', NULL)";
    node.run("INSERT INTO times VALUES " + values);

    assertThat(
            node.run(
                "SELECT count(*) FROM times JOIN (VALUES "
                    + values
                    + ") AS v(id, d, t, z, c) ON times.id = v.id AND times.d = v.d"
                    + " AND times.t = v.t AND times.z = v.z"
                    + " AND times.c IS NOT DISTINCT FROM v.c"))
        .isEqualTo("[[4]]");
    assertThat(node.run("SELECT id FROM times WHERE t > TIMESTAMP '10000-01-01'"))
        .isEqualTo("[[4]]");
    assertThat(node.run("SELECT id FROM times WHERE d < DATE '1000-01-01'")).isEqualTo("[[1]]");
    assertThat(failureOf("INSERT INTO times (id, t) VALUES (9, '2026-02-30')").code())
        .isEqualTo(ErrorCode.VALUE_ERROR);
    assertThat(failureOf("UPDATE times SET t = t + INTERVAL 1 DAY WHERE id = 4").code())
        .isEqualTo(ErrorCode.VALUE_ERROR);
    node.run("DROP TABLE times");
  }

  @Test
  void shouldTakeUnicodeNames() throws IOException {
    Path csv = folder.resolve("data/ü.csv");
    Files.writeString(csv, "имя,ключ 🔑\nжук,2\n");
    String upload = node.upload(csv);
    Files.delete(csv);

    node.run("CREATE TABLE \"naïve 表\" (\"ключ 🔑\" BIGINT PRIMARY KEY, \"имя\" VARCHAR)");
    node.run("INSERT INTO \"naïve 表\" VALUES (1, '𝔘ñï')");
    node.run("COPY \"naïve 表\" FROM '" + upload + "'");
    node.run("UPDATE \"naïve 表\" SET \"имя\" = \"имя\" || '!' WHERE \"ключ 🔑\" = 2");
    node.run("ALTER TABLE \"naïve 表\" RENAME COLUMN \"имя\" TO \"名前\"");
    node.run("CREATE VIEW \"視図\" AS SELECT \"名前\" FROM \"naïve 表\"");

    assertThat(node.run("SELECT * FROM \"naïve 表\" ORDER BY 1"))
        .isEqualTo("[[1,\"𝔘ñï\"],[2,\"жук!\"]]");
    assertThat(node.run("SELECT count(\"名前\") FROM \"視図\"")).isEqualTo("[[2]]");
    WeirException near = failureOf("SELECT * FROM \"naive 表\"");
    assertThat(near.code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
    assertThat(near.hint()).contains("naïve 表");
    node.run("DROP VIEW \"視図\"");
    node.run("DROP TABLE \"naïve 表\"");
  }

  @Test
  void shouldNameFaultsOfTextOutsideOfTheBasicPlane() throws IOException {
    Path csv = folder.resolve("data/bad.csv");
    Files.writeString(csv, "id,s\n😀,x\n");
    String upload = node.upload(csv);
    Files.delete(csv);

    assertThat(failureOf("SELECT 🔑 FROM t").code()).isEqualTo(ErrorCode.COLUMN_NOT_FOUND);
    assertThat(failureOf("SELECT CAST('😀' AS INT)").code()).isEqualTo(ErrorCode.VALUE_ERROR);
    assertThat(failureOf("SELECT '😀' FORM t").code()).isEqualTo(ErrorCode.SYNTAX_ERROR);
    assertThat(failureOf("SELECT * FROM \"😀\"").code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND);
    assertThat(failureOf("SELECT \"😀\"('x')").code()).isEqualTo(ErrorCode.FUNCTION_NOT_ALLOWED);
    assertThat(failureOf("INSERT INTO t VALUES ('😀', 'x')").code())
        .isEqualTo(ErrorCode.VALUE_ERROR);
    assertThat(failureOf("UPDATE t SET id = '😀'").code()).isEqualTo(ErrorCode.VALUE_ERROR);
    assertThat(failureOf("COPY t FROM '" + upload + "'").code())
        .isEqualTo(ErrorCode.BAD_INPUT_FILE);
  }

  private static WeirException failureOf(String sql) {
    WeirException failure = catchThrowableOfType(WeirException.class, () -> node.run(sql));
    assertThat(failure)
        .as("failure of %s", sql.substring(0, Math.min(200, sql.length())))
        .isNotNull();
    return failure;
  }
}
