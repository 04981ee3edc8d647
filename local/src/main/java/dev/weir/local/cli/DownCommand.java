package dev.weir.local.cli;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.local.folder.ProcessRecord;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir down}. */
@Command(
    name = "down",
    description = "Stop the Weir that runs on the data folder. Nothing is lost.")
final class DownCommand implements Callable<Integer> {
  private static final int PATIENCE_SECONDS = 60;

  @Mixin Target target;

  @Override
  public Integer call() throws Exception {
    Optional<ProcessRecord> running = ProcessRecord.read(target.folder());
    if (running.isEmpty()) {
      System.out.println("Nothing runs on " + target.folder().root() + ".");
      return 0;
    }
    ProcessHandle process = ProcessHandle.of(running.get().pid()).orElse(null);
    if (process != null) {
      process.destroy();
      try {
        process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        throw new WeirException(
            ErrorCode.UNAVAILABLE,
            "Process " + process.pid() + " did not stop within " + PATIENCE_SECONDS + " s.",
            "Its log is in "
                + target.folder().logs()
                + "; kill -9 "
                + process.pid()
                + " loses nothing.",
            e);
      }
    }
    System.out.println("Stopped.");
    return 0;
  }
}
