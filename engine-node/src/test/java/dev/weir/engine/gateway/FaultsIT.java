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
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FaultsIT {
  @TempDir Path folder;

  private static EngineConfig small(EngineConfig config, int running, int queued) {
    return new EngineConfig(
        config.cluster(),
        config.stagingFolder(),
        config.spillFolder(),
        config.resultFolder(),
        config.cacheFolder(),
        config.sqlEngine(),
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
  void shouldRefuseAResultLargerThanTheLimitAndLiveOn() throws Exception {
    String sql = "SELECT range, md5(range::VARCHAR) AS m FROM range(200000)";
    try (TestingNode node = new TestingNode(folder, FaultsIT::smallResults)) {
      assertThatThrownBy(() -> node.run(sql))
          .isInstanceOfSatisfying(
              WeirException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.RESULT_TOO_LARGE);
                assertThat(e.hint()).contains("LIMIT");
              });
      assertThat(TestingNode.json(node.run("SELECT count(*) FROM (" + sql + ")")))
          .isEqualTo("[[200000]]");
      try (Stream<Path> files = Files.list(folder.resolve("engine/results"))) {
        assertThat(files).isEmpty();
      }
    }
  }

  private static EngineConfig smallResults(EngineConfig config) {
    EngineConfig.Result result = config.result();
    return new EngineConfig(
        config.cluster(),
        config.stagingFolder(),
        config.spillFolder(),
        config.resultFolder(),
        config.cacheFolder(),
        config.sqlEngine(),
        config.admission(),
        config.statement(),
        new EngineConfig.Result(
            0, 2L << 20, 1L << 20, result.diskBytesMax(), result.keepMillis(), result.keptMax()),
        config.caches());
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
