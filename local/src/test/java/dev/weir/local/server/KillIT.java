package dev.weir.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A process is killed with SIGKILL at the worst moments of a write. The next start finds all of it
 * or nothing, nothing is left lying about, and the same statement can be sent again.
 */
@Timeout(300)
class KillIT {
  private static final int SIGKILL_EXIT = 137;

  @TempDir Path folder;

  static Stream<Arguments> moments() {
    Stream<Arguments> everyPointOfALoad =
        Stream.of(HaltPoint.values())
            .filter(point -> point != HaltPoint.NEVER)
            .map(point -> Arguments.of(KilledWrite.COPY, point));
    Stream<Arguments> otherWrites =
        Stream.of(
            Arguments.of(KilledWrite.COPY_ONCE, HaltPoint.BEFORE_METADATA),
            Arguments.of(KilledWrite.COPY_ONCE, HaltPoint.BEFORE_COMMIT),
            Arguments.of(KilledWrite.REPLACE, HaltPoint.AFTER_FIRST_DATA_FILE),
            Arguments.of(KilledWrite.REPLACE, HaltPoint.BEFORE_COMMIT),
            Arguments.of(KilledWrite.REPLACE, HaltPoint.AFTER_COMMIT),
            Arguments.of(KilledWrite.UPDATE, HaltPoint.AFTER_FIRST_DATA_FILE),
            Arguments.of(KilledWrite.UPDATE, HaltPoint.AFTER_COMMIT),
            Arguments.of(KilledWrite.DELETE, HaltPoint.BEFORE_COMMIT),
            Arguments.of(KilledWrite.DELETE, HaltPoint.AFTER_COMMIT),
            Arguments.of(KilledWrite.CREATE_AS, HaltPoint.AFTER_FIRST_DATA_FILE),
            Arguments.of(KilledWrite.CREATE_AS, HaltPoint.BEFORE_COMMIT));
    return Stream.concat(everyPointOfALoad, otherWrites);
  }

  @ParameterizedTest
  @MethodSource("moments")
  void shouldFindAllOrNothingAndTakeTheStatementAgain(KilledWrite write, HaltPoint point)
      throws Exception {
    // Given a process that was killed at the point
    Path input = writeInput();
    Process process = start(point, write, input);
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      awaitLine(output, HaltPoint.REACHED + point);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).isEqualTo(SIGKILL_EXIT);

    // When
    try (TestingLocal node = new TestingLocal(folder.resolve("data"))) {
      // Then
      boolean happened = point == HaltPoint.AFTER_COMMIT;
      assertThat(state(node, "t")).isEqualTo(happened ? write.after() : KilledWrite.BEFORE);
      assertThat(node.run("SHOW TABLES")).doesNotContain("\"u\"");
      assertNothingIsLeft(node);

      // And the same statement again makes what it would have made
      sendAgain(node, write, input, happened);
      assertThat(state(node, write.table())).isEqualTo(write.after());
      assertThat(
              table(node, write.table())
                  .currentSnapshot()
                  .addedDataFiles(table(node, write.table()).io()))
          .as("files of the statement")
          .hasSizeGreaterThan(write == KilledWrite.DELETE ? 0 : 1);
      assertNothingIsLeft(node);
      assertThat(node.run("SELECT count(*) FROM t AT (VERSION => " + firstSnapshot(node) + ")"))
          .isEqualTo("[[100000]]");
    }
  }

  private static void sendAgain(TestingLocal node, KilledWrite write, Path input, boolean happened)
      throws IOException {
    String sql = write.sql(node.upload(input));
    if (happened && write == KilledWrite.COPY) {
      assertThatThrownBy(() -> node.run(sql))
          .isInstanceOfSatisfying(
              WeirException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.PRIMARY_KEY_DUPLICATE));
    } else {
      node.run(sql);
    }
  }

  @Test
  void shouldKeepEveryAcknowledgedWriteOfAProcessKilledAtAnyMoment() throws Exception {
    Process process = start(HaltPoint.NEVER, KilledWrite.COPY, folder);
    int acknowledged;
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      awaitLine(output, KilledProcess.COMMITTED + 4);
      // Not Process.destroyForcibly: that would close the output, which has more acknowledgements.
      process.toHandle().destroyForcibly();
      acknowledged = 4 + (int) output.lines().filter(KillIT::isWholeCommit).count();
    }
    assertThat(process.waitFor()).isEqualTo(SIGKILL_EXIT);

    try (TestingLocal node = new TestingLocal(folder.resolve("data"))) {
      String[] state = state(node, "t").split(",");
      int rows = Integer.parseInt(state[0]);
      assertThat(rows % KilledProcess.BATCH_ROWS).isZero();
      assertThat(state[1]).isEqualTo(state[0]);
      assertThat(rows / KilledProcess.BATCH_ROWS).isBetween(acknowledged, acknowledged + 1);
      assertNothingIsLeft(node);
      node.run("INSERT INTO t SELECT max(id) + 1, 0, 'on' FROM t");
    }
  }

  private static boolean isWholeCommit(String line) {
    return line.matches(KilledProcess.COMMITTED + "\\d+");
  }

  private static void awaitLine(BufferedReader output, String wanted) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.equals(wanted)) {
        return;
      }
    }
    throw new AssertionError("the process ended before it said: " + wanted);
  }

  private static String state(TestingLocal node, String table) {
    String rows =
        node.run(
            "SELECT count(*)::INTEGER, count(DISTINCT id)::INTEGER, sum(v)::INTEGER FROM " + table);
    return rows.replaceAll("[\\[\\]\"]", "");
  }

  private static Table table(TestingLocal node, String name) {
    return node.node().metaNode().catalog("default").loadTable(TableIdentifier.of("default", name));
  }

  private static long firstSnapshot(TestingLocal node) {
    return table(node, "t").history().getFirst().snapshotId();
  }

  private static void assertNothingIsLeft(TestingLocal node) throws IOException {
    assertThat(node.orphans()).isEmpty();
    assertThat(node.staged()).isEmpty();
    assertThat(node.spilled()).isEmpty();
  }

  private Path writeInput() throws IOException {
    String rows =
        IntStream.range(100_000, 160_000)
            .mapToObj(id -> id + ",1," + Long.toHexString(id * 0x9E3779B97F4A7C15L))
            .collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve("rows.csv"), "id,v,s\n" + rows + "\n");
  }

  private Process start(HaltPoint point, KilledWrite write, Path input) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Darrow.flight.enable_zero_copy_read=false",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                // The optimising compiler would take a third of the few seconds that it lives for.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                KilledProcess.class.getName(),
                folder.resolve("data").toString(),
                point.name(),
                write.name(),
                input.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
