package dev.weir.local.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.local.folder.DataFolder;
import dev.weir.local.folder.ProcessRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the launcher of this very clone on a data folder and a port of its own, as a person would.
 * Closing it stops what it started.
 */
final class RunningWeir implements AutoCloseable {
  private static final int FLIGHT_PORT_DISTANCE = 10;
  private static final int COMMAND_SECONDS_MAX = 900;

  /** What a command printed, and how it ended. */
  record Outcome(int exitCode, String out, String err) {}

  private final Path root = repositoryRoot();
  private final Path data;
  private final int port;

  RunningWeir(Path data) {
    this.data = data;
    this.port = freePort();
  }

  /** The repository's root, from whichever module the tests run in. */
  static Path repositoryRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("weir"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  Path data() {
    return data;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  int flightPort() {
    return port + FLIGHT_PORT_DISTANCE;
  }

  String token() {
    return DataFolder.at(data).adminToken().orElseThrow();
  }

  ProcessRecord process() {
    return ProcessRecord.read(DataFolder.at(data)).orElseThrow();
  }

  /** Starts it in the background and waits until it and what it applies are ready. */
  Outcome up(String... args) {
    List<String> all = new ArrayList<>(List.of("up", "--detach"));
    all.addAll(Arrays.asList(args));
    return succeed(all.toArray(String[]::new));
  }

  /** Runs a command that must succeed. */
  Outcome succeed(String... args) {
    Outcome outcome = run(args);
    assertThat(outcome.exitCode())
        .as(
            "%s%nout: %s%nerr: %s%nlog: %s",
            Arrays.toString(args), outcome.out(), outcome.err(), logEnd())
        .isZero();
    return outcome;
  }

  /** Runs a command. */
  Outcome run(String... args) {
    List<String> command = new ArrayList<>(List.of(root.resolve("weir").toString()));
    command.addAll(Arrays.asList(args));
    return execute(command);
  }

  /** Runs any program with the environment in which {@code ./weir} finds this process. */
  Outcome execute(List<String> command) {
    try {
      Path out = Files.createTempFile("weir-out", ".txt");
      Path err = Files.createTempFile("weir-err", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
      builder.environment().put("WEIR_NO_BUILD", "1");
      builder.environment().put("WEIR_AOT", "off");
      builder.environment().put("WEIR_DATA", data.toString());
      builder.environment().put("WEIR_PORT", String.valueOf(port));
      builder.environment().put("WEIR_URL", url());
      DataFolder.at(data)
          .adminToken()
          .ifPresent(token -> builder.environment().put("WEIR_TOKEN", token));
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      Outcome outcome =
          new Outcome(
              ended ? process.exitValue() : -1, Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return outcome;
    } catch (IOException e) {
      throw new AssertionError("cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Kills the process as a power cut would, and waits until it is gone. */
  void killHard() {
    ProcessHandle process = ProcessHandle.of(process().pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  private String logEnd() {
    try {
      List<String> lines = Files.readAllLines(data.resolve("logs").resolve("weir.log"));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException none) {
      return "(none)";
    }
  }

  @Override
  public void close() {
    run("down");
  }

  static int freePort() {
    for (int attempt = 0; attempt < 50; attempt++) {
      try (ServerSocket http = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          ServerSocket flight =
              new ServerSocket(
                  http.getLocalPort() + FLIGHT_PORT_DISTANCE,
                  1,
                  InetAddress.getLoopbackAddress())) {
        return http.getLocalPort();
      } catch (IOException taken) {
        // Another pair, then.
      }
    }
    throw new AssertionError("no two free ports");
  }
}
