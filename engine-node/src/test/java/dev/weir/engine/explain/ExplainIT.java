package dev.weir.engine.explain;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.engine.testing.TestingEngine;
import dev.weir.engine.testing.TestingNode;
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
    node = new TestingNode(folder);
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

  /** Capability 113. */
  @Test
  void shouldShowThePipelineOfTheDocumentedExample() throws Exception {
    List<String> lines =
        lines("EXPLAIN PIPELINE SELECT number + 1 FROM numbers_mt(10000) WHERE number > 8 LIMIT 2");
    assertThat(lines)
        .containsExactly(
            "LimitTransform × 1 processor",
            "  Merge (ProjectionTransform × 2 processors) to (LimitTransform × 1)",
            "    ProjectionTransform × 2 processors",
            "      ExpressionTransform × 2 processors",
            "        FilterTransform × 2 processors",
            "          SourceTransform × 2 processors");
    assertThat(new PipelineText(16).write(PlanShape.of(limitedFilter())).getLast())
        .isEqualTo("    SourceTransform × 16 processors");
  }

  private static PlanNode limitedFilter() throws Exception {
    return PlanNode.of(
        new ObjectMapper()
            .readTree("{\"name\":\"LIMIT\",\"children\":[{\"name\":\"RANGE\",\"children\":[]}]}"));
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
