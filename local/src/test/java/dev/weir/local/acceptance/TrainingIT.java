package dev.weir.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run that the JVM's start-up cache is made from. Nobody sees it fail, but restarts. */
class TrainingIT {
  private static final int SECONDS_MAX = 300;

  @TempDir Path folder;

  @Test
  void shouldUseEveryDoorAndEnd() throws Exception {
    Path log = folder.resolve("training.log");
    Process training =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      assertThat(training.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).as("it ends").isTrue();
      assertThat(training.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      training.destroyForcibly().waitFor();
    }
  }

  private List<String> command() throws IOException {
    Path app = RunningWeir.repositoryRoot().resolve("local/target/quarkus-app/quarkus-run.jar");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--"))
        .forEach(command::add);
    command.add("-Xmx512m");
    command.add("-Dweir.training=true");
    command.add("-Dweir.data=" + folder.resolve("data"));
    command.add("-Dquarkus.http.port=" + RunningWeir.freePort());
    command.add("-Dweir.flight.port=0");
    command.addAll(List.of("-jar", app.toString()));
    return command;
  }
}
