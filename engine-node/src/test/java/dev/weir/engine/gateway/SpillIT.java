package dev.weir.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryState;
import dev.weir.engine.testing.TestingEngine;
import dev.weir.engine.testing.TestingNode;
import dev.weir.storage.TestingDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries that need more memory than the node has: they spill, up to a limit. */
@Timeout(120)
class SpillIT {
  private static final long MIB = 1L << 20;
  private static final long MEMORY = 64 * MIB;

  /** The rows as a sort has them, about 150 MB: how many, and how many out of order. */
  private static final String SORT =
      "SELECT count(*), count(*) FILTER (h < before) FROM ("
          + "SELECT h, s, lag(h) OVER () AS before FROM ("
          + "SELECT hash(range) AS h, md5(range::VARCHAR) AS s FROM range(3000000) ORDER BY h))"
          + " WHERE s <> ''";

  @TempDir Path folder;

  private TestingNode node(Path spill, long spillBytesMax) throws IOException {
    return new TestingNode(
        folder,
        config ->
            new EngineConfig(
                config.cluster(),
                config.stagingFolder(),
                spill,
                config.resultFolder(),
                config.cacheFolder(),
                new EngineConfig.SqlEngine(2, MEMORY, spillBytesMax),
                config.admission(),
                config.statement(),
                config.result(),
                config.caches()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT count(*), count(*) FILTER (h < before) FROM (SELECT h, s, lag(h) OVER () AS before FROM (SELECT hash(range) AS h, md5(range::VARCHAR) AS s FROM range(3000000) ORDER BY h)) WHERE s <> '' | [[3000000,0]]
          SELECT count(*), min(n), max(n) FROM (SELECT md5(range::VARCHAR) AS m, count(*) AS n FROM range(2000000) GROUP BY m) | [[2000000,1,1]]
          SELECT count(*) FROM (SELECT md5(range::VARCHAR) AS m FROM range(1500000)) JOIN (SELECT md5((range * 2)::VARCHAR) AS m FROM range(1500000)) USING (m) | [[750000]]
          """)
  void shouldAnswerRightWhenMemoryIsNotEnough(String sql, String rows) throws Exception {
    Path spill = folder.resolve("spill");
    try (TestingNode node = node(spill, 4_000 * MIB)) {
      QueryHandle query = node.gateway().submit(TestingEngine.request(sql));
      long spilled = 0;
      while (!query.status().state().isFinal()) {
        spilled = Math.max(spilled, bytesIn(spill));
        Thread.sleep(5);
      }

      assertThat(query.status().state())
          .as(String.valueOf(query.status().error()))
          .isEqualTo(QueryState.SUCCEEDED);
      assertThat(TestingNode.json(query)).isEqualTo(rows);
      assertThat(spilled).as("bytes spilled").isPositive();
      assertThat(bytesIn(spill)).as("bytes left behind").isZero();
    }
  }

  @Test
  void shouldRefuseAQueryBeyondTheSpillLimitAndLiveOn() throws Exception {
    try (TestingNode node = node(folder.resolve("spill"), 8 * MIB)) {
      assertFails(node, ErrorCode.OUT_OF_MEMORY);

      assertThat(TestingNode.json(node.run("SELECT 1"))).isEqualTo("[[1]]");
      assertThat(bytesIn(folder.resolve("spill"))).isZero();
    }
  }

  @Test
  void shouldRefuseASpillThatTheDiskDoesNotTakeAndGoOnWhenThereIsRoom() throws Exception {
    try (TestingDisk disk = TestingDisk.mount(folder.resolve("disk"), 16 * MIB);
        TestingNode node = node(disk.folder().resolve("spill"), 4_000 * MIB)) {
      for (int again = 0; again < 3; again++) {
        assertFails(node, ErrorCode.DISK_FULL);
        assertThat(TestingNode.json(node.run("SELECT " + again))).isEqualTo("[[" + again + "]]");
      }

      disk.leaveFree(1_000 * MIB);
      assertThat(TestingNode.json(node.run(SORT))).isEqualTo("[[3000000,0]]");
      assertThat(bytesIn(disk.folder().resolve("spill"))).isZero();
    }
  }

  private static void assertFails(TestingNode node, ErrorCode code) {
    WeirException failure = catchThrowableOfType(WeirException.class, () -> node.run(SORT));
    assertThat(failure).isNotNull();
    assertThat(failure.code()).as(failure.toString()).isEqualTo(code);
    assertThat(failure.hint()).isNotBlank();
  }

  private static long bytesIn(Path spill) throws IOException {
    try (Stream<Path> files = Files.walk(spill)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (UncheckedIOException changing) {
      return 1;
    }
  }
}
