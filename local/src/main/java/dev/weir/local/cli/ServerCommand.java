package dev.weir.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Command lines of the all-in-one process. */
final class ServerCommand {
  /**
   * Small, because a laptop has other things to do: heap for plans and pages, direct memory for
   * Arrow batches in flight. The SQL engine's memory is its own and limited by the engine's
   * configuration.
   */
  private static final List<String> MEMORY =
      List.of(
          "-Xms96m",
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:MaxDirectMemorySize=512m",
          "-XX:MaxMetaspaceSize=256m",
          "-XX:ReservedCodeCacheSize=96m",
          "-XX:+ExitOnOutOfMemoryError");

  private ServerCommand() {}

  /** The line that serves {@code data}. */
  static List<String> line(Path data, int httpPort, int flightPort, List<Path> apply) {
    List<String> line = java();
    if (Files.exists(aotCache())) {
      line.add("-XX:AOTCache=" + aotCache());
    }
    line.add("-Dweir.data=" + data);
    line.add("-Dquarkus.http.port=" + httpPort);
    line.add("-Dweir.flight.port=" + flightPort);
    if (!apply.isEmpty()) {
      line.add(
          "-Dweir.apply="
              + apply.stream()
                  .map(path -> path.toAbsolutePath().normalize().toString())
                  .collect(Collectors.joining(java.io.File.pathSeparator)));
    }
    line.add("-jar");
    line.add(app().resolve("quarkus-run.jar").toString());
    return line;
  }

  /**
   * The line that starts, exercises and ends a process on a throw-away folder, writing the start-up
   * cache. The cache appears whole or not at all.
   */
  static List<String> trainingLine() throws IOException {
    Path cache = aotCache();
    Path unfinished = cache.resolveSibling(cache.getFileName() + ".unfinished");
    List<String> line = new ArrayList<>(List.of("nice", "-n", "19", "sh", "-c"));
    line.add(
        "out=$1; final=$2; shift 2; export WEIR_DATA=$(mktemp -d); "
            + "\"$@\" && mv \"$out\" \"$final\"; rm -rf \"$WEIR_DATA\"");
    line.addAll(List.of("train", unfinished.toString(), cache.toString()));
    line.addAll(java());
    line.add("-XX:AOTCacheOutput=" + unfinished);
    line.add("-Dweir.training=true");
    line.add("-Dquarkus.http.port=" + Ports.findFree());
    line.add("-Dweir.flight.port=0");
    line.add("-jar");
    line.add(app().resolve("quarkus-run.jar").toString());
    return line;
  }

  static boolean aotCacheIsMissing() {
    return !Files.exists(aotCache());
  }

  private static List<String> java() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(MEMORY);
    line.addAll(List.of(System.getProperty("weir.launch.flags", "").split(" ")));
    return line;
  }

  /** Named after this very build of the app: a cache of other classes breaks the start. */
  private static Path aotCache() {
    try {
      long built = Files.getLastModifiedTime(app().resolve("quarkus-run.jar")).toMillis();
      return app().resolve("weir-" + Long.toString(built, Character.MAX_RADIX) + ".aot");
    } catch (IOException e) {
      throw new UncheckedIOException("the app is not built", e);
    }
  }

  private static Path app() {
    return Path.of(System.getProperty("weir.app"));
  }
}
