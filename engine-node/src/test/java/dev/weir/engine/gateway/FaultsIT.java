package dev.weir.engine.gateway;

import static org.apache.iceberg.types.Types.NestedField.optional;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryState;
import dev.weir.engine.testing.TestingEngine;
import dev.weir.engine.testing.TestingNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FaultsIT {
  private static final String SORT =
      "SELECT * FROM (SELECT hash(range) AS h, sha256(range::VARCHAR) AS s FROM range(3000000)) ORDER BY h";

  @TempDir Path folder;

  private static EngineConfig small(EngineConfig config, int running, int queued) {
    return new EngineConfig(
        config.cluster(),
        config.stagingFolder(),
        config.spillFolder(),
        config.resultFolder(),
        new EngineConfig.SqlEngine(2, 64L << 20, 8L << 20),
        new EngineConfig.Admission(running, queued, 60_000),
        config.statement(),
        config.result(),
        config.caches());
  }

  @Test
  void shouldSurviveDamagedAndMissingFiles() throws Exception {
    try (TestingNode node = new TestingNode(folder)) {
      node.warehouse().table("t", optional(1, "a", Types.LongType.get()));
      DataFile file = node.warehouse().insert("t", "SELECT range FROM range(100000)");
      Path path = Path.of(file.location().substring("file://".length()));
      byte[] bytes = Files.readAllBytes(path);
      byte[] damaged = bytes.clone();
      java.util.Arrays.fill(damaged, 0, damaged.length - 8, (byte) 7);
      Files.write(path, damaged);
      assertThatThrownBy(() -> node.run("SELECT sum(a) FROM t"))
          .isInstanceOfSatisfying(
              WeirException.class,
              e -> {
                assertThat(e.code()).as(e.toString()).isEqualTo(ErrorCode.CORRUPT_DATA_FILE);
                assertThat(e.getMessage()).doesNotContain(folder.toString());
              });
      Files.delete(path);
      assertThatThrownBy(() -> node.run("SELECT max(a) FROM t"))
          .isInstanceOfSatisfying(
              WeirException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT_DATA_FILE));
      Files.write(path, bytes);
      assertThat(TestingNode.json(node.run("SELECT min(a) FROM t"))).isEqualTo("[[0]]");
    }
  }

  @Test
  void shouldSurviveAQueryThatNeedsTooMuch() throws Exception {
    try (TestingNode node = new TestingNode(folder, config -> small(config, 4, 4))) {
      assertThatThrownBy(() -> node.run(SORT))
          .isInstanceOfSatisfying(
              WeirException.class,
              e ->
                  assertThat(e.code())
                      .as(e.toString())
                      .isIn(ErrorCode.OUT_OF_MEMORY, ErrorCode.DISK_FULL));
      assertThat(TestingNode.json(node.run("SELECT 1"))).isEqualTo("[[1]]");
    }
  }

  @Test
  void shouldRefuseWhatTheQueueDoesNotHold() throws Exception {
    try (TestingNode node = new TestingNode(folder, config -> small(config, 1, 1))) {
      QueryHandle first = node.gateway().submit(TestingEngine.request("WAIT"));
      node.commands().awaitStart();
      QueryHandle second = node.gateway().submit(TestingEngine.request("SELECT 1"));
      assertThatThrownBy(() -> node.gateway().submit(TestingEngine.request("SELECT 2")))
          .isInstanceOfSatisfying(
              WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.QUEUE_FULL));
      node.commands().release();
      assertThat(first.await().state()).isEqualTo(QueryState.SUCCEEDED);
      assertThat(second.await().state()).isEqualTo(QueryState.SUCCEEDED);
    }
  }
}
