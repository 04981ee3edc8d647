package dev.weir.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Runs the web app's own browser tests against the flights example. */
@DisabledIfEnvironmentVariable(
    named = "WEIR_SKIP_BROWSER",
    matches = "1",
    disabledReason = "there is no Chromium; ./weir test names it at its end")
class BrowserIT {
  @TempDir Path temp;

  @Test
  void shouldPassInARealChromium() {
    try (RunningWeir weir = new RunningWeir(temp.resolve("data"))) {
      weir.up("-f", "examples/flights");

      RunningWeir.Outcome outcome = weir.execute(List.of("bash", "web/ui/e2e/run.sh"));

      assertThat(outcome.exitCode()).as("%s%n%s", outcome.out(), outcome.err()).isZero();
    }
  }
}
