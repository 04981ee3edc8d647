package dev.weir.meta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.meta.raft.TestingGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillNineIT {
  private static final int KILLS = 3;

  @TempDir Path folder;

  @Test
  void shouldKeepEveryAcknowledgedCommitOfAKilledProcess() throws Exception {
    // Given a process that commits, killed with SIGKILL again and again
    TreeSet<Integer> acknowledged = new TreeSet<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      int first = acknowledged.isEmpty() ? 1 : acknowledged.last() + 1000;
      acknowledged.addAll(runAndKill(first, 15 * kill));
    }

    // When
    try (TestingMeta meta = TestingMeta.start(folder)) {
      Map<String, String> properties =
          meta.node().catalog("default").loadTable(CommittingProcess.TABLE).properties();

      // Then
      List<String> versions = acknowledged.stream().map(version -> "v" + version).toList();
      assertThat(properties).containsKeys(versions.toArray(String[]::new));
      // At most one commit of each life was made and not acknowledged.
      long there = properties.keySet().stream().filter(key -> key.startsWith("v")).count();
      assertThat(there).isBetween((long) versions.size(), (long) versions.size() + KILLS);
    }
  }

  private List<Integer> runAndKill(int first, int commits) throws Exception {
    Path output = folder.resolve("output-" + first);
    Process process = start(first, output);
    try {
      TestingGroup.await(() -> acknowledged(output).size() >= commits || !process.isAlive());
    } finally {
      process.destroyForcibly().waitFor();
    }
    List<Integer> acknowledged = acknowledged(output);
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(commits);
    return acknowledged;
  }

  /** Whole lines only: the last one may have been cut off. */
  private static List<Integer> acknowledged(Path output) {
    try {
      String text = Files.readString(output);
      return text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .filter(line -> line.startsWith("acknowledged "))
          .map(line -> Integer.valueOf(line.substring("acknowledged ".length())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start(int first, Path output) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx256m",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-cp",
            System.getProperty("java.class.path"),
            CommittingProcess.class.getName(),
            folder.toString(),
            Integer.toString(first))
        .redirectOutput(output.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
