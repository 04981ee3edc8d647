package dev.weir.engine.gateway;

import static dev.weir.engine.testing.TestingEngine.request;
import static dev.weir.engine.testing.TestingEngine.uncached;
import static dev.weir.engine.testing.TestingNode.json;
import static org.apache.iceberg.types.Types.NestedField.required;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Policy;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.engine.testing.TestingNode;
import java.nio.file.Path;
import java.util.List;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was described is kept ready for its run, and the run notices nothing of it. */
@Timeout(60)
class DescribedStatementsIT {
  @TempDir static Path folder;
  private static TestingNode node;

  @BeforeAll
  static void start() throws Exception {
    node = new TestingNode(folder);
    node.warehouse().table("t", required(1, "id", Types.LongType.get()));
    node.warehouse().insert("t", "VALUES (1::BIGINT), (2), (3)");
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  private static int connections() {
    return node.metrics().getSampleValue("weir_sql_connections").intValue();
  }

  private static void awaitNoConnections() throws InterruptedException {
    while (connections() > 0) {
      Thread.sleep(20);
    }
  }

  @Test
  void shouldRunWithTheSessionThatWasDescribed() throws Exception {
    awaitNoConnections();
    QueryRequest asked = uncached("SELECT max(id) AS top FROM t");
    node.gateway().describe(asked);
    assertThat(connections()).isEqualTo(1);
    assertThat(json(node.run(asked))).isEqualTo("[[3]]");
    // The run took it over, and gave it back.
    assertThat(connections()).isZero();
    assertThat(json(node.run(asked))).isEqualTo("[[3]]");
  }

  @Test
  void shouldAnswerFromWhatWasCommittedInBetween() {
    node.warehouse().table("growing", required(1, "id", Types.LongType.get()));
    node.warehouse().insert("growing", "VALUES (1::BIGINT)");
    QueryRequest asked = request("SELECT count(*) FROM growing");
    node.gateway().describe(asked);
    node.warehouse().insert("growing", "VALUES (2::BIGINT)");
    assertThat(json(node.run(asked))).isEqualTo("[[2]]");
  }

  @Test
  void shouldSeeThatRightsChangedInBetween() {
    Caller bob = new Caller("default", "bob", "Bob", List.of(), false);
    QueryRequest asked = QueryRequest.of(bob, "SELECT sum(id) FROM t", request("").origin());
    grant(Policy.newBuilder().addPrivileges(Privilege.SELECT).setHash("all").build());
    node.gateway().describe(asked);
    grant(
        Policy.newBuilder()
            .addPrivileges(Privilege.SELECT)
            .addRowFilters("id = 3")
            .setHash("some")
            .build());
    assertThat(json(node.run(asked))).isEqualTo("[[3]]");
    node.gateway().describe(asked);
    grant(Policy.newBuilder().setHash("none").build());
    assertThatThrownBy(() -> node.run(asked))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TABLE_NOT_FOUND));
  }

  private static void grant(Policy policy) {
    node.warehouse().meta().grant("bob", "default.t", policy);
  }

  @Test
  void shouldPlaceFailuresInTheTextThatRuns() {
    String described = "SELECT 1 + CAST('x' || id AS INTEGER) FROM t";
    String run = "SELECT 1 +   CAST('x' || id AS INTEGER) FROM t";
    node.gateway().describe(uncached(described));
    assertThatThrownBy(() -> node.run(uncached(run)))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.VALUE_ERROR);
              assertThat(e.position()).isNotNull();
              assertThat(e.position().column()).isEqualTo(14);
            });
  }

  @Test
  void shouldLetGoOfWhatNobodyRuns() throws Exception {
    for (int i = 0; i < 30; i++) {
      node.gateway().describe(request("SELECT id + " + i + " FROM t"));
    }
    assertThat(connections()).isLessThanOrEqualTo(8);
    awaitNoConnections();
  }

  @Test
  void shouldNotPlanAheadWhatChangesByItself() throws Exception {
    awaitNoConnections();
    node.gateway().describe(request("SELECT now(), random()"));
    assertThat(connections()).isZero();
  }
}
