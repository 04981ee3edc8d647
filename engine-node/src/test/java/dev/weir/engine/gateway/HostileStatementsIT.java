package dev.weir.engine.gateway;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.testing.TestingNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements that try to leave the catalog. Each is refused, and the node lives on. */
class HostileStatementsIT {
  private static final Set<ErrorCode> REFUSALS =
      Set.of(
          ErrorCode.FUNCTION_NOT_ALLOWED,
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          ErrorCode.SYNTAX_ERROR,
          ErrorCode.TABLE_NOT_FOUND,
          ErrorCode.COLUMN_NOT_FOUND,
          ErrorCode.PERMISSION_DENIED);

  @TempDir static Path folder;
  private static TestingNode node;
  private static String data;

  @BeforeAll
  static void start() throws Exception {
    node = new TestingNode(folder);
    node.warehouse().table("t", optional(1, "a", Types.IntegerType.get()));
    data = node.warehouse().insert("t", "VALUES (1)").location().substring("file://".length());
    Files.writeString(folder.resolve("secret.csv"), "a\n1\n");
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  static Stream<String> statements() {
    return Stream.of(
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_csv_auto('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_blob('/etc/*')",
        "SELECT * FROM read_parquet('@DATA@')",
        "SELECT * FROM parquet_scan('@DATA@')",
        "SELECT * FROM parquet_metadata('@DATA@')",
        "SELECT * FROM parquet_schema('@DATA@')",
        "SELECT * FROM parquet_kv_metadata('@DATA@')",
        "SELECT * FROM parquet_file_metadata('@DATA@')",
        "SELECT * FROM parquet_bloom_probe('@DATA@', 'a', 1)",
        "SELECT * FROM read_json('/etc/passwd')",
        "SELECT * FROM read_ndjson_objects('/etc/passwd')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM '@DATA@'",
        "SELECT * FROM \"@DATA@\"",
        "FROM '@DATA@'",
        "SELECT * FROM '/etc/passwd.csv'",
        "SELECT * FROM 'secret.csv'",
        "SELECT * FROM \"default\".\"@DATA@\"",
        "WITH \"@DATA@\" AS (SELECT 1) SELECT * FROM \"@DATA@\"",
        "WITH x AS (SELECT * FROM \"@DATA@\"), \"@DATA@\" AS (SELECT 1) SELECT * FROM x",
        "WITH x AS (SELECT * FROM 'secret.csv') SELECT * FROM x",
        "SELECT (SELECT count(*) FROM '@DATA@')",
        "SELECT * FROM t WHERE a IN (SELECT a FROM '@DATA@')",
        "SELECT * FROM t JOIN '@DATA@' USING (a)",
        "SELECT * FROM (VALUES (1)) UNION ALL SELECT * FROM '@DATA@'",
        "SELECT * FROM 'https://example.com/x.parquet'",
        "SELECT * FROM read_parquet('s3://bucket/x.parquet')",
        "SELECT getenv('HOME')",
        "SELECT 'HOME'.getenv()",
        "SELECT system.main.getenv('HOME')",
        "SELECT list_transform(['HOME'], lambda x: getenv(x))",
        "SELECT [getenv(x) FOR x IN ['HOME']]",
        "SELECT current_setting('temp_directory')",
        "SELECT getvariable('x')",
        "SELECT * FROM duckdb_settings()",
        "SELECT * FROM duckdb_secrets()",
        "SELECT * FROM duckdb_databases()",
        "SELECT * FROM duckdb_tables",
        "SELECT * FROM duckdb_views()",
        "SELECT * FROM duckdb_functions()",
        "SELECT * FROM duckdb_temporary_files()",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM pg_catalog.pg_class",
        "SELECT * FROM sqlite_master",
        "SELECT * FROM system.information_schema.columns",
        "SELECT * FROM memory.main.t",
        "SELECT * FROM weir_views_0.\"default\".t",
        "SELECT * FROM pragma_table_info('t')",
        "SELECT * FROM pragma_database_size()",
        "SELECT * FROM query('SELECT 1')",
        "SELECT * FROM query_table('t')",
        "SELECT * FROM json_execute_serialized_sql('{}')",
        "SELECT json_serialize_sql('SELECT 1')",
        "SELECT json_deserialize_sql('{}')",
        "SELECT * FROM seq_scan('t')",
        "SELECT * FROM arrow_scan(1, 2, 3)",
        "SELECT * FROM enable_logging()",
        "SELECT * FROM which_secret('x', 's3')",
        "SELECT write_log('x')",
        "SELECT nextval('s')",
        "SELECT error('x')",
        "SELECT sleep_ms(100000)",
        "SELECT pg_sleep(100)",
        "SELECT * FROM histogram('t', a)",
        "SELECT * FROM checkpoint()",
        "SELECT * FROM repeat_row(1, num_rows=1), glob('*')",
        "ATTACH '/tmp/x.db'",
        "ATTACH ':memory:' AS m",
        "DETACH memory",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET memory_limit = '100GB'",
        "SET enable_external_access = true",
        "RESET ALL",
        "PRAGMA database_list",
        "CALL pragma_version()",
        "COPY t TO '/tmp/x.csv'",
        "COPY (SELECT 1) TO '/tmp/x.csv'",
        "COPY t FROM '/etc/passwd'",
        "EXPORT DATABASE '/tmp/x'",
        "IMPORT DATABASE '/tmp/x'",
        "CREATE TABLE x (a INT)",
        "CREATE MACRO m(x) AS getenv(x)",
        "CREATE SECRET s (TYPE s3)",
        "CREATE VIEW v AS SELECT 1",
        "INSERT INTO t VALUES (1)",
        "DELETE FROM t",
        "UPDATE t SET a = 2",
        "DROP TABLE t",
        "VACUUM",
        "CHECKPOINT",
        "USE memory",
        "PREPARE p AS SELECT 1",
        "EXECUTE p",
        "BEGIN",
        "SELECT 1; SELECT 2",
        "SELECT 1; COPY t TO '/tmp/x.csv'",
        "SELECT 1 /* ; */; ATTACH 'x'",
        "EXPLAIN ANALYZE COPY t TO '/tmp/x.csv'",
        "EXPLAIN EXPLAIN ANALYZE INSERT INTO t VALUES (1)",
        "EXPLAIN ANALYZE SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM (SHOW ALL TABLES)",
        "SELECT * FROM (SHOW TABLES)",
        "SUMMARIZE '@DATA@'",
        "DESCRIBE '@DATA@'",
        "SELECT * FROM (DESCRIBE '@DATA@')",
        "PIVOT '@DATA@' ON a USING count(*)",
        "SELECT * FROM (PIVOT '@DATA@' ON a IN (1) USING count(*))",
        "SELECT * FROM t AT (VERSION => (SELECT count(*) FROM '@DATA@'))");
  }

  @ParameterizedTest
  @MethodSource("statements")
  void shouldRefuse(String template) {
    String sql = template.replace("@DATA@", data);
    for (boolean run : new boolean[] {true, false}) {
      assertThatThrownBy(
              () -> {
                if (run) {
                  node.run(sql);
                } else {
                  node.gateway().describe(dev.weir.engine.testing.TestingEngine.request(sql));
                }
              })
          .isInstanceOfSatisfying(
              WeirException.class,
              e ->
                  assertThat(
                          e.code() == ErrorCode.VALUE_ERROR && sql.contains(" AT (")
                              ? ErrorCode.SYNTAX_ERROR
                              : e.code())
                      .as(sql + ": " + e.getMessage())
                      .isIn(REFUSALS));
    }
  }

  @Test
  void shouldLiveOn() {
    assertThat(TestingNode.json(node.run("SELECT a FROM t"))).isEqualTo("[[1]]");
  }
}
