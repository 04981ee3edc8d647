package dev.weir.e2e.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLedgerTest {
  @TempDir Path folder;

  private ProcessLedger ledger() {
    return new ProcessLedger(folder.resolve("processes"), folder.resolve("logs"));
  }

  @Test
  void shouldFindAndStopWhatAnotherLedgerHasStarted() {
    ProcessRecord started = ledger().start("sleeper", Command.of("sleep", "600"));
    assertThat(ledger().list()).containsExactly(started);
    assertThat(started.isRunning()).isTrue();

    ledger().stop(ledger().find("sleeper").orElseThrow());

    assertThat(started.isRunning()).isFalse();
    assertThat(ledger().list()).isEmpty();
  }

  @Test
  void shouldLeaveAProcessAloneThatOnlyHasTheSameId() throws Exception {
    ProcessRecord started = ledger().start("sleeper", Command.of("sleep", "600"));
    ProcessRecord older =
        new ProcessRecord(started.name(), started.pid(), started.startTicks() - 1);

    ledger().stop(older);

    assertThat(older.isRunning()).isFalse();
    assertThat(started.isRunning()).isTrue();
    started.kill();
  }

  @Test
  void shouldWriteWhatAProcessPrintsIntoItsLog() {
    ProcessRecord ended =
        ledger().start("speaker", Command.of("sh", "-c", "echo out; echo err >&2"));

    Waiting.until("the end of the process", () -> !ended.isRunning());

    assertThat(ledger().log("speaker")).hasContent("out\nerr");
    assertThat(Files.exists(folder.resolve("processes").resolve("speaker"))).isTrue();
  }
}
