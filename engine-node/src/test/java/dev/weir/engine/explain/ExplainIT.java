package dev.weir.engine.explain;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.engine.testing.TestingEngine;
import dev.weir.engine.testing.TestingNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainIT {
  @TempDir static Path folder;
  private static TestingNode node;

  @BeforeAll
  static void start() throws Exception {
    node = TestingNode.withStatements(folder);
    node.warehouse()
        .table(
            "pruned",
            optional(1, "x", Types.IntegerType.get()),
            optional(2, "y", Types.StringType.get()));
    node.warehouse().insert("pruned", "VALUES (3, 'a'), (4, 'b')");
    node.warehouse().insert("pruned", "VALUES (4, 'c'), (5, 'd')");
    node.warehouse().table("other", optional(1, "k", Types.IntegerType.get()));
    node.warehouse().insert("other", "VALUES (3)");
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  private static List<String> lines(String sql) throws Exception {
    List<String> lines = new ArrayList<>();
    new ObjectMapper()
        .readTree(TestingNode.json(node.run(sql)))
        .forEach(row -> lines.add(row.get(0).asText()));
    return lines;
  }

  /** Capability 108. */
  @Test
  void shouldExplainTheDocumentedExample() throws Exception {
    assertThat(lines("EXPLAIN SELECT number + 1 FROM numbers_mt(10) WHERE number > 8 LIMIT 2"))
        .containsExactly(
            "Limit: 2",
            "  Projection: (number + 1):UInt64",
            "    Expression: (number + 1):UInt64 (Before Projection)",
            "      Filter: (number > 8)",
            "        ReadDataSource: scan partitions: [1], scan schema: [number:UInt64], statistics: [read_rows: 10, read_bytes: 80]");
  }

  @Test
  void shouldAnswerTheDocumentedExamples() {
    String tail = " WHERE number > 8 LIMIT 2";
    assertThat(TestingNode.json(node.run("SELECT number + 1 FROM numbers_mt(10)" + tail)))
        .isEqualTo("[[10]]");
    assertThat(TestingNode.json(node.run("SELECT number + 1 FROM numbers_mt(10000)" + tail)))
        .matches("\\[\\[\\d{2,5}],\\[\\d{2,5}]]");
  }

  /** Capability 113: verbatim, after {@code SET max_threads=16}. */
  @Test
  void shouldShowThePipelineOfTheDocumentedExample() throws Exception {
    String sql =
        "EXPLAIN PIPELINE SELECT number + 1 FROM numbers_mt(10000) WHERE number > 8 LIMIT 2";
    assertThat(lines(sql)).containsExactlyElementsOf(documentedPipeline(2));
    node.run("SET max_threads=16");
    assertThat(lines(sql)).containsExactlyElementsOf(documentedPipeline(16));
    // It is the caller's own setting.
    Caller bob = new Caller("default", "bob", "Bob", List.of(), false);
    assertThat(
            TestingNode.json(
                node.run(QueryRequest.of(bob, sql, TestingEngine.request(sql).origin()))))
        .contains("SourceTransform × 2 processors");
  }

  private static List<String> documentedPipeline(int threads) {
    return List.of(
        "LimitTransform × 1 processor",
        "  Merge (ProjectionTransform × " + threads + " processors) to (LimitTransform × 1)",
        "    ProjectionTransform × " + threads + " processors",
        "      ExpressionTransform × " + threads + " processors",
        "        FilterTransform × " + threads + " processors",
        "          SourceTransform × " + threads + " processors");
  }

  /** Capability 127: of the second file not even the footer is read. */
  @Test
  void shouldReadTheFirstFileOfTheDocumentedExampleOnly() throws Exception {
    node.warehouse().table("f", optional(1, "x", Types.IntegerType.get()));
    node.warehouse().insert("f", "VALUES (3), (4)");
    String second = node.warehouse().insert("f", "VALUES (4), (5)").location();
    Files.delete(Path.of(second.substring("file://".length())));
    assertThat(TestingNode.json(node.run("SELECT x FROM f WHERE x < 4"))).isEqualTo("[[3]]");
    assertThat(lines("EXPLAIN ANALYZE SELECT x FROM f WHERE x < 4"))
        .anyMatch(line -> line.contains("files=1/2"));
    assertThat(TestingNode.json(node.run("SELECT x FROM f WHERE x >= 6"))).isEqualTo("[]");
    assertThatThrownBy(() -> node.run("SELECT x FROM f WHERE x <= 4"))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_DATA_FILE));
  }

  /** Capability 127 with its edges: file one holds [3, 5), file two [4, 6). */
  @ParameterizedTest
  @CsvSource({
    "x < 4,1",
    "x <= 4,2",
    "x >= 5,1",
    "x = 4,2",
    "x >= 6,0",
    "4 > x,1",
    "x IN (3),1",
    "x BETWEEN 5 AND 9,1",
    "x IS NULL,0",
    "x < 4 OR x > 4,2",
    "x < 4 OR y = 'z',1",
    "x < 4 AND y LIKE 'a%',1",
    "y LIKE 'd%',1",
    "x + 1 < 4,2",
    "NOT (x < 4),2"
  })
  void shouldReadOnlyFilesThatMayMatch(String condition, int files) throws Exception {
    String sql = "SELECT * FROM pruned WHERE " + condition;
    assertThat(lines("EXPLAIN ANALYZE " + sql))
        .anyMatch(line -> line.contains("files=" + files + "/2"));
    assertThat(node.run(sql).status().stats().filesRead()).isEqualTo(files);
    assertThat(TestingNode.json(node.run(sql)))
        .isEqualTo(
            TestingNode.json(
                node.run("SELECT * FROM (SELECT * FROM pruned OFFSET 0) AS q WHERE " + condition)));
  }

  @Test
  void shouldPruneOnlyWhatNoUseOfATableNeeds() {
    assertFiles("SELECT * FROM pruned a, pruned b WHERE a.x < 4", 2);
    assertFiles("SELECT * FROM pruned a, pruned b WHERE a.x < 4 AND b.x < 4", 1);
    assertFiles("SELECT * FROM other LEFT JOIN pruned ON k = x WHERE x < 4", 3);
    assertFiles("SELECT * FROM other LEFT JOIN pruned ON k = x AND x < 4", 2);
    assertFiles("SELECT * FROM pruned LEFT JOIN other ON k = x AND x < 4", 3);
    assertFiles("SELECT * FROM pruned JOIN other ON k = x AND x < 4", 2);
    assertFiles("SELECT * FROM pruned FULL JOIN other ON k = x WHERE x < 4", 3);
    assertFiles("SELECT * FROM other WHERE EXISTS (SELECT 1 FROM pruned WHERE x < 4 AND k = x)", 2);
    assertFiles("WITH p AS (SELECT * FROM pruned WHERE x < 4) SELECT count(*) FROM p", 1);
    assertFiles("SELECT x + 3 AS y, y AS x FROM pruned WHERE x < 4", 1);
    assertFiles("SELECT * FROM pruned AS p(y, x) WHERE x < 'b'", 2);
  }

  private static void assertFiles(String sql, int files) {
    assertThat(node.run(sql).status().stats().filesRead()).as(sql).isEqualTo(files);
  }

  /** Capability 144. */
  @Test
  void shouldListTablesWithTheirSnapshots() throws Exception {
    long snapshot =
        node.warehouse()
            .meta()
            .catalog()
            .loadTable(dev.weir.engine.testing.TestingWarehouse.id("other"))
            .currentSnapshot()
            .snapshotId();
    assertThat(lines("EXPLAIN SELECT * FROM pruned JOIN other ON x = k"))
        .anyMatch(line -> line.startsWith("Join: INNER") || line.contains("Join: INNER"))
        .anyMatch(line -> line.startsWith("  default.other: snapshot=" + snapshot + ", files=1/1"))
        .anyMatch(line -> line.startsWith("  default.pruned: snapshot="));
  }

  @Test
  void shouldPruneByRequestFilters() {
    var filtered =
        TestingEngine.request("SELECT * FROM pruned")
            .withFilters(
                List.of(
                    new dev.weir.contracts.query.TableFilter(
                        "pruned",
                        "x",
                        dev.weir.contracts.query.TableFilter.Operator.LT,
                        List.of(4L))));
    assertThat(node.run(filtered).status().stats().filesRead()).isEqualTo(1);
  }
}
