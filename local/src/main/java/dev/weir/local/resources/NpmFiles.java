package dev.weir.local.resources;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files of npm packages, fetched through the machine's own npm and kept outside of the clone,
 * because the examples' real data is published there. Thread-safe.
 */
public final class NpmFiles {
  private static final Pattern URI =
      Pattern.compile(
          "npm:(?<package>(@[a-z0-9._-]+/)?[a-z0-9._-]+)@(?<version>[0-9][A-Za-z0-9.+-]*)/(?<path>[A-Za-z0-9._/-]+)");
  private static final int FETCH_SECONDS_MAX = 300;

  private final Path cache;

  /**
   * @param cache folder that survives the data folder; created when it is needed
   */
  public NpmFiles(Path cache) {
    this.cache = cache;
  }

  /** The folder that is used when nothing else is said: {@code $XDG_CACHE_HOME/weir/npm}. */
  public static Path defaultCache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return base.resolve("weir").resolve("npm");
  }

  /** Whether {@code source} names a file of a package. */
  public static boolean isNpm(String source) {
    return source.startsWith("npm:");
  }

  /**
   * The local copy of {@code npm:PACKAGE@VERSION/PATH}.
   *
   * @throws WeirException BAD_REQUEST for another form; BAD_INPUT_FILE when the package has no such
   *     file; UNAVAILABLE when npm is missing or fails
   */
  public synchronized Path fetch(String source) {
    Matcher parts = URI.matcher(source);
    if (!parts.matches() || parts.group("path").contains("..")) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "The source " + source + " is not of the form npm:PACKAGE@VERSION/PATH.",
          "For example npm:vega-datasets@3.2.1/data/flights-3m.parquet: the version must be exact.");
    }
    String folderName = parts.group("package").replace("/", "__") + "@" + parts.group("version");
    Path installed = cache.resolve(folderName);
    Path file = installed.resolve(parts.group("path"));
    if (Files.exists(file)) {
      return file;
    }
    if (!Files.isDirectory(installed)) {
      install(parts.group("package") + "@" + parts.group("version"), installed);
    }
    if (!Files.exists(file)) {
      throw new WeirException(
          ErrorCode.BAD_INPUT_FILE,
          "The package " + folderName + " has no file " + parts.group("path") + ".",
          "See what it has in " + installed + ".");
    }
    return file;
  }

  private void install(String packageAndVersion, Path target) {
    try {
      Files.createDirectories(cache);
      Path work = Files.createTempDirectory(cache, ".fetch");
      try {
        run(work, List.of("npm", "pack", "--silent", packageAndVersion));
        Path archive;
        try (Stream<Path> files = Files.list(work)) {
          archive = files.filter(f -> f.toString().endsWith(".tgz")).findFirst().orElseThrow();
        }
        run(work, List.of("tar", "-xzf", archive.getFileName().toString()));
        Files.move(work.resolve("package"), target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        deleteTree(work);
      }
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE,
          "Cannot fetch the npm package " + packageAndVersion + ": " + e.getMessage(),
          "npm and tar must be on the PATH, and npm must reach its registry: try npm pack "
              + packageAndVersion
              + ".",
          e);
    }
  }

  private static void run(Path folder, List<String> command) throws IOException {
    Path log = Files.createTempFile(folder, "out", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(FETCH_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command.getFirst() + " took longer than " + FETCH_SECONDS_MAX + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (process.exitValue() != 0) {
      throw new IOException(command.getFirst() + " failed: " + Files.readString(log).strip());
    }
  }

  private static void deleteTree(Path root) throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
