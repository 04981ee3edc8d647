package dev.weir.engine.explain;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.engine.testing.TestingEngine;
import dev.weir.engine.testing.TestingNode;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Types;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Capability 149: bytes read are those of the column chunks that a statement needs, ± 5 %. */
class BytesReadIT {
  private static final int FILES = 3;
  private static final int FILE_ROWS = 20_000;
  private static final Pattern BYTES = Pattern.compile("bytes read=(\\d+)");
  private static final Pattern SCAN_BYTES = Pattern.compile("read_bytes: (\\d+)");

  @TempDir static Path folder;
  private static final List<String> FILES_OF_T = new ArrayList<>();
  private static TestingNode node;

  @BeforeAll
  static void start() throws Exception {
    node = new TestingNode(folder);
    node.warehouse()
        .table(
            "t",
            optional(1, "id", Types.LongType.get()),
            optional(2, "note", Types.StringType.get()),
            optional(3, "amount", Types.DoubleType.get()),
            optional(
                4,
                "s",
                Types.StructType.of(
                    optional(5, "x", Types.LongType.get()),
                    optional(6, "y", Types.StringType.get()))),
            optional(7, "a \"b", Types.LongType.get()));
    for (int file = 0; file < FILES; file++) {
      int first = file * FILE_ROWS;
      // Row groups have 2,048 rows, the last one less; those of later ids are larger.
      FILES_OF_T.add(
          node.warehouse()
              .insert(
                  "t",
                  "SELECT range::BIGINT, repeat(md5(range::VARCHAR), 1 + range // 9000),"
                      + " hash(range)::DOUBLE, {'x': (hash(range) >> 2)::BIGINT, 'y': md5('y' || range)},"
                      + " range * range FROM (SELECT range::BIGINT AS range FROM range("
                      + first
                      + ", "
                      + (first + FILE_ROWS)
                      + "))")
              .location()
              .substring("file://".length()));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  /** Compressed bytes of those columns, where a row group has ids of the range. */
  private static long truth(String paths, long first, long last) throws SQLException {
    String files =
        FILES_OF_T.stream()
            .map(file -> "'" + file + "'")
            .collect(Collectors.joining(",", "[", "]"));
    String columns =
        List.of(paths.split("\\|")).stream()
            .map(path -> "'" + path + "'")
            .collect(Collectors.joining(",", "(", ")"));
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "WITH chunks AS (FROM parquet_metadata("
                    + files
                    + ")), needed AS (SELECT file_name, row_group_id FROM chunks WHERE"
                    + " path_in_schema = 'id' AND stats_max_value::BIGINT >= "
                    + first
                    + " AND stats_min_value::BIGINT <= "
                    + last
                    + ") SELECT coalesce(sum(total_compressed_size), 0) FROM chunks JOIN needed"
                    + " USING (file_name, row_group_id) WHERE path_in_schema IN "
                    + columns)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sum(amount); true; amount; 0; 99999",
        "sum(id), sum(amount); true; id|amount; 0; 99999",
        "max(note), max(id); true; id|note; 0; 99999",
        "count(*); true; none; 0; 99999",
        "max(note); id = 30000; id|note; 30000; 30000",
        "max(amount); id = 30000; id|amount; 30000; 30000",
        "max(note); id >= 59999; id|note; 59999; 99999",
        "max(note), sum(amount); id BETWEEN 19000 AND 21000; id|note|amount; 19000; 21000",
        "sum(s.x); true; s, x; 0; 99999",
        "max(s.y); id < 100; id|s, y; 0; 99",
        "sum(\"a \"\"b\"); id < 100; id|a \"b; 0; 99",
        "max(id); \"a \"\"b\" >= 0; id|a \"b; 0; 99999",
        "max(note); id > 70000; id|note; 70000; 99999",
      })
  void shouldCountTheColumnChunksThatAreNeeded(
      String what, String condition, String columns, long first, long last) throws Exception {
    String sql = "SELECT " + what + " FROM t WHERE " + condition;
    long truth = truth(columns, first, last);
    Offset<Long> tolerance = within(truth / 20);
    for (int run = 0; run < 2; run++) {
      // When
      List<QueryStatus> events = new ArrayList<>();
      QueryHandle handle = node.gateway().submit(TestingEngine.uncached(sql));
      handle.follow(events::add);
      handle.await();
      String analysis = TestingNode.json(node.run("EXPLAIN ANALYZE " + sql));
      // Then
      assertThat(handle.status().stats().bytesRead()).as(sql).isCloseTo(truth, tolerance);
      assertThat(events.getLast().stats().bytesRead())
          .isEqualTo(handle.status().stats().bytesRead());
      assertThat(number(BYTES, analysis)).as(analysis).isCloseTo(truth, tolerance);
      assertThat(number(SCAN_BYTES, analysis)).as(analysis).isCloseTo(truth, tolerance);
    }
  }

  private static long number(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  @Test
  void shouldCountEveryScanOfAStatement() throws Exception {
    long truth = truth("id|amount", 0, 99_999) + truth("id|note", 100, 100);
    QueryHandle handle =
        node.run(
            TestingEngine.uncached(
                "SELECT sum(amount) + max(length(n)) FROM t,"
                    + " (SELECT note AS n FROM t WHERE id = 100 OFFSET 0) WHERE id >= 0"));
    assertThat(handle.status().stats().bytesRead()).isCloseTo(truth, within(truth / 20));
  }

  @Test
  void shouldTellOfTheFilesBeforeARun() throws Exception {
    String plan = TestingNode.json(node.run("EXPLAIN SELECT s.x FROM t WHERE s.y = 'a'"));
    assertThat(new ObjectMapper().readTree(plan).toString())
        .contains("scan partitions: [3/3]", "s.x:Int64", "s.y:String");
  }
}
