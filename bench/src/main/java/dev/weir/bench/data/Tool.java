package dev.weir.bench.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program of the machine to its end. */
public final class Tool {
  private Tool() {}

  /** As the other {@code run}, with this JVM's environment. */
  public static void run(Path folder, int secondsMax, List<String> command) throws IOException {
    run(folder, secondsMax, command, Map.of());
  }

  /**
   * Runs {@code command} in {@code folder}.
   *
   * @param environment variables besides those of this JVM
   * @throws IOException with the end of its output when it fails or takes too long
   */
  public static void run(
      Path folder, int secondsMax, List<String> command, Map<String, String> environment)
      throws IOException {
    Path log = Files.createTempFile("weir-bench", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(environment);
      Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      if (!awaitEnd(process, secondsMax)) {
        throw new IOException(command.getFirst() + " took more than " + secondsMax + " s");
      }
      if (process.exitValue() != 0) {
        String output = Files.readString(log);
        throw new IOException(
            String.join(" ", command)
                + " ended with "
                + process.exitValue()
                + ":\n"
                + output.substring(Math.max(0, output.length() - 4000)));
      }
    } finally {
      Files.deleteIfExists(log);
    }
  }

  private static boolean awaitEnd(Process process, int secondsMax) throws IOException {
    try {
      boolean ended = process.waitFor(secondsMax, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      return ended;
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }
}
