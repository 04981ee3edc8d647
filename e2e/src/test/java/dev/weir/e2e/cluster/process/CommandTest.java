package dev.weir.e2e.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
  @TempDir Path folder;

  @Test
  void shouldReturnWhatIsPrinted() {
    String printed =
        Command.of("sh", "-c", "pwd; echo $NAME").in(folder).with("NAME", "ada").run("look");

    assertThat(printed).isEqualTo(folder + "\nada\n");
  }

  @Test
  void shouldTellWhatFailedWithTheEndOfItsOutput() {
    assertThatThrownBy(() -> Command.of("sh", "-c", "echo no room >&2; exit 3").run("make room"))
        .isInstanceOf(WeirException.class)
        .hasMessageContaining("could not make room")
        .hasMessageContaining("ended with 3")
        .hasMessageContaining("no room");
  }

  @Test
  void shouldNameAProgramThatIsNotThere() {
    assertThatThrownBy(() -> Command.of("no-such-program").run("try"))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(e.hint()).contains("Install no-such-program");
            });
  }

  @Test
  void shouldStopWhatTakesTooLong() {
    assertThatThrownBy(
            () -> Command.of("sleep", "600").within(Duration.ofMillis(100)).run("wait for ever"))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
  }

  @Test
  void shouldWriteOutputButNoErrorsIntoAFile() {
    Path file = folder.resolve("out");

    Command.of("sh", "-c", "echo out; echo err >&2").writeTo(file, "write");

    assertThat(file).hasContent("out");
  }
}
