package dev.weir.local.cli;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.local.folder.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The all-in-one process, as the command line starts, watches and stops it. */
final class ServerProcess {
  private static final int READY_SECONDS_MAX = 120;
  private static final int STOP_SECONDS_MAX = 30;
  private static final long POLL_MILLIS = 25;
  private static final int LOG_LINES_SHOWN = 15;

  private final Process process;
  private final DataFolder folder;
  private final int port;

  private ServerProcess(Process process, DataFolder folder, int port) {
    this.process = process;
    this.folder = folder;
    this.port = port;
  }

  /** Starts it. It is not ready yet. */
  static ServerProcess start(DataFolder folder, int httpPort, int flightPort, List<Path> apply) {
    try {
      Files.createDirectories(folder.logs());
      List<String> command = ServerCommand.line(folder.root(), httpPort, flightPort, apply);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectErrorStream(true);
      builder.redirectOutput(
          ProcessBuilder.Redirect.appendTo(folder.logs().resolve("weir.log").toFile()));
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      ServerProcess server = new ServerProcess(builder.start(), folder, httpPort);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the server process", e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /**
   * Waits until every part is ready; fails with UNAVAILABLE and the end of the log when the process
   * ends before.
   */
  void awaitReady() throws InterruptedException {
    long started = System.nanoTime();
    while (ApiClient.probe(url() + "/health/ready") != 200) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started);
      if (!process.isAlive()) {
        throw notStarted("The server ended with exit code " + process.exitValue() + ".");
      }
      if (seconds > READY_SECONDS_MAX) {
        throw notStarted("The server is not ready after " + seconds + " s.");
      }
      Terminal.progress("  starting, %d s".formatted(seconds));
      Thread.sleep(POLL_MILLIS);
    }
    Terminal.endProgress();
  }

  private WeirException notStarted(String what) {
    Path log = folder.logs().resolve("weir.log");
    String end = "";
    try {
      List<String> lines = Files.readAllLines(log);
      end =
          lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()).stream()
              .collect(Collectors.joining("\n    ", "\n    ", ""));
    } catch (IOException unreadable) {
      end = "\n    (the log cannot be read: " + unreadable.getMessage() + ")";
    }
    return new WeirException(
        ErrorCode.UNAVAILABLE, what + " The end of " + log + ":" + end, "Run ./weir doctor.");
  }

  /** Stays until the server ends, and ends it on Ctrl-C. */
  int awaitExit() throws InterruptedException {
    Thread stopper = new Thread(this::stop);
    Runtime.getRuntime().addShutdownHook(stopper);
    return process.waitFor();
  }

  /** Asks it to end and waits. */
  void stop() {
    process.destroy();
    try {
      if (process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        System.err.println("Stopped.");
      } else {
        System.err.println("Process " + process.pid() + " has not stopped yet; see its log.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Makes the JVM's start-up cache for next time, at the lowest priority, when there is none yet.
   * {@code WEIR_AOT=off} leaves it out.
   */
  void trainInBackground() throws IOException {
    boolean wanted = !"off".equals(System.getenv("WEIR_AOT"));
    if (wanted && ServerCommand.aotCacheIsMissing()) {
      new ProcessBuilder(ServerCommand.trainingLine())
          .redirectErrorStream(true)
          .redirectOutput(folder.logs().resolve("aot.log").toFile())
          .start();
    }
  }
}
