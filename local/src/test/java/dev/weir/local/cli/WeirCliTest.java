package dev.weir.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeirCliTest {

  @ParameterizedTest
  @ValueSource(strings = {"up", "sql", "audit", "audit ls"})
  void shouldTellHowACommandIsUsed(String command) {
    Run run = run((command + " --help").split(" ", -1));

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("weir " + command).contains("Tell how this is used.");
  }

  @Test
  void shouldNameTheHelpThatThereIs() {
    Run run = run("audit", "ls", "--limit", "0");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("--limit is a number from 1.")
        .contains("See: ./weir audit ls --help");
  }

  private record Run(int code, String out, String err) {}

  private static Run run(String... args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    ByteArrayOutputStream failed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(failed, true, StandardCharsets.UTF_8));
    try {
      int code = WeirCli.execute(args);
      return new Run(
          code, written.toString(StandardCharsets.UTF_8), failed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
