package dev.weir.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every command of the README's {@code sh} blocks, in order, as they are written. */
class ReadmeIT {
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @TempDir Path temp;

  @Test
  void shouldRunAsItIsWritten() throws Exception {
    Files.createDirectories(RunningWeir.repositoryRoot().resolve("target"));
    try (RunningWeir weir = new RunningWeir(temp.resolve("data"))) {
      List<String> commands = commands();
      assertThat(commands).hasSizeGreaterThan(10);
      for (String command : commands) {
        // In the foreground it would not return; everything else stays as the reader types it.
        String typed = command.startsWith("./weir up") ? command + " --detach" : command;
        RunningWeir.Outcome outcome = weir.execute(List.of("bash", "-c", typed));
        assertThat(outcome.exitCode())
            .as("%s%n%s%s", command, outcome.out(), outcome.err())
            .isZero();
      }
    }
  }

  private static List<String> commands() throws Exception {
    Matcher blocks =
        BLOCK.matcher(Files.readString(RunningWeir.repositoryRoot().resolve("README.md")));
    List<String> commands = new ArrayList<>();
    while (blocks.find()) {
      blocks.group(1).lines().filter(line -> !line.isBlank()).forEach(commands::add);
    }
    return commands;
  }
}
