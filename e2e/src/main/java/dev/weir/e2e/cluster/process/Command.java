package dev.weir.e2e.cluster.process;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A program of this machine and its arguments. Immutable; a failed run is a {@link WeirException}
 * that carries the last lines of its output.
 */
public final class Command {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final int LINES_SHOWN = 15;

  private final List<String> words;
  private final Map<String, String> environment;
  private final @Nullable Path folder;
  private final Duration limit;

  private Command(
      List<String> words, Map<String, String> environment, @Nullable Path folder, Duration limit) {
    this.words = List.copyOf(words);
    this.environment = Map.copyOf(environment);
    this.folder = folder;
    this.limit = limit;
  }

  /** A command that may run for five minutes, in this process's folder. */
  public static Command of(String... words) {
    return of(Arrays.asList(words));
  }

  /** A command that may run for five minutes, in this process's folder. */
  public static Command of(List<String> words) {
    return new Command(words, Map.of(), null, LIMIT);
  }

  /** Whether a program of that name is on the PATH. */
  public static boolean exists(String program) {
    String path = System.getenv("PATH");
    return path != null
        && Arrays.stream(path.split(":"))
            .filter(folder -> !folder.isEmpty())
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** The same, with more words at the end. */
  public Command and(String... more) {
    List<String> all = new ArrayList<>(words);
    all.addAll(Arrays.asList(more));
    return new Command(all, environment, folder, limit);
  }

  /** The same, with one more variable in its environment. */
  public Command with(String variable, String value) {
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.put(variable, value);
    return new Command(words, all, folder, limit);
  }

  /** The same, in another folder. */
  public Command in(Path otherFolder) {
    return new Command(words, environment, otherFolder, limit);
  }

  /** The same, killed after that time. */
  public Command within(Duration otherLimit) {
    return new Command(words, environment, folder, otherLimit);
  }

  /** The words, as they are started. */
  public List<String> words() {
    return words;
  }

  /**
   * Runs it to its end.
   *
   * @param purpose completes "could not …" in the error
   * @return what it printed, both streams together
   */
  public String run(String purpose) {
    StringBuilder printed = new StringBuilder();
    follow(purpose, line -> printed.append(line).append('\n'));
    return printed.toString();
  }

  /** Runs it to its end and says whether it returned 0. */
  public boolean succeeds() {
    return execute("run " + words.getFirst(), null, line -> {}) == 0;
  }

  /** Runs it to its end and passes on each line as it comes, from another thread. */
  public void follow(String purpose, Consumer<String> onLine) {
    ArrayDeque<String> last = new ArrayDeque<>();
    int exit =
        execute(
            purpose,
            null,
            line -> {
              last.addLast(line);
              if (last.size() > LINES_SHOWN) {
                last.removeFirst();
              }
              onLine.accept(line);
            });
    check(purpose, exit, last);
  }

  /** Runs it to its end and writes what it prints, but not its errors, into a file. */
  public void writeTo(Path file, String purpose) {
    ArrayDeque<String> errors = new ArrayDeque<>();
    check(purpose, execute(purpose, file, errors::addLast), errors);
  }

  private void check(String purpose, int exit, Iterable<String> last) {
    if (exit != 0) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE,
          "could not %s: %s ended with %d%n  %s"
              .formatted(purpose, String.join(" ", words), exit, String.join("\n  ", last)),
          "Run that command by hand to see more.");
    }
  }

  /** Starts it in a session of its own, so that it outlives this process and its terminal. */
  public Process startDetached(Path log) {
    List<String> detached = new ArrayList<>(List.of("setsid"));
    detached.addAll(words);
    try {
      return builder(detached)
          .redirectInput(Path.of("/dev/null").toFile())
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw notStarted("start " + words.getFirst(), e);
    }
  }

  private int execute(String purpose, @Nullable Path output, Consumer<String> onLine) {
    try {
      ProcessBuilder builder = builder(words).redirectInput(Path.of("/dev/null").toFile());
      if (output != null) {
        builder.redirectErrorStream(false).redirectOutput(output.toFile());
      }
      Process process = builder.start();
      Thread reader =
          Thread.ofVirtual()
              .start(
                  () ->
                      read(
                          output == null
                              ? process.inputReader(StandardCharsets.UTF_8)
                              : process.errorReader(StandardCharsets.UTF_8),
                          onLine));
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new WeirException(
            ErrorCode.DEADLINE_EXCEEDED,
            "could not %s: %s still ran after %d s and was stopped"
                .formatted(purpose, String.join(" ", words), limit.toSeconds()),
            "Run that command by hand to see what it waits for.");
      }
      reader.join();
      return process.exitValue();
    } catch (IOException e) {
      throw notStarted(purpose, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(ErrorCode.CANCELLED, "interrupted: " + purpose, null, e);
    }
  }

  private ProcessBuilder builder(List<String> started) {
    ProcessBuilder builder = new ProcessBuilder(started).redirectErrorStream(true);
    builder.environment().putAll(environment);
    if (folder != null) {
      builder.directory(folder.toFile());
    }
    return builder;
  }

  private static void read(BufferedReader printed, Consumer<String> onLine) {
    try (BufferedReader lines = printed) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        onLine.accept(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WeirException notStarted(String purpose, IOException cause) {
    return new WeirException(
        ErrorCode.INVALID_CONFIGURATION,
        "could not %s: %s".formatted(purpose, cause.getMessage()),
        "Install " + words.getFirst() + " or put its folder on the PATH.",
        cause);
  }
}
