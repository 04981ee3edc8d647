package dev.weir.bench.figure;

import dev.weir.bench.BenchRun;
import dev.weir.bench.Figure;
import dev.weir.bench.Line;
import dev.weir.bench.data.Cache;
import dev.weir.bench.data.Tool;
import dev.weir.bench.weir.WeirProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * From a clean clone of this repository's last commit to the sign-in link of the flights example,
 * with the machine's dependency caches or with empty ones. Takes minutes, so it runs only when it
 * is asked for.
 */
public final class CloneFigure implements Figure {
  private static final int SECONDS_MAX = 3600;

  private final boolean emptyCaches;

  /** With empty dependency caches, or with those of the machine. */
  public CloneFigure(boolean emptyCaches) {
    this.emptyCaches = emptyCaches;
  }

  @Override
  public String name() {
    return emptyCaches ? "clone-empty" : "clone";
  }

  @Override
  public boolean onlyOnRequest() {
    return true;
  }

  @Override
  public void measure(BenchRun run) throws Exception {
    Path folder = Files.createTempDirectory("weir-clone");
    try {
      Path clone = folder.resolve("weir");
      Path data = folder.resolve("data");
      Map<String, String> environment = environment(folder);
      Tool.run(
          folder,
          SECONDS_MAX,
          List.of("git", "clone", "--quiet", WeirProcess.root().toString(), clone.toString()));
      long started = System.nanoTime();
      Tool.run(clone, SECONDS_MAX, up(clone, data), environment);
      double minutes = (System.nanoTime() - started) / 60e9;
      Tool.run(clone, SECONDS_MAX, down(clone, data), environment);
      addLine(run, minutes);
    } finally {
      Cache.deleteTree(folder);
    }
  }

  private Map<String, String> environment(Path folder) {
    Map<String, String> environment = new HashMap<>();
    // The clone is built whatever the bench itself was started with.
    environment.put("WEIR_NO_BUILD", "");
    if (emptyCaches) {
      // Settings, as mirrors, stay those of the user; only what was fetched is hidden.
      environment.put("MAVEN_ARGS", "-Dmaven.repo.local=" + folder.resolve("m2"));
      environment.put("npm_config_cache", folder.resolve("npm").toString());
      environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    }
    return environment;
  }

  private static List<String> up(Path clone, Path data) throws IOException {
    return List.of(
        clone.resolve("weir").toString(),
        "up",
        "-f",
        clone.resolve("examples").resolve("flights").toString(),
        "--detach",
        "--data",
        data.toString(),
        "--port",
        Integer.toString(WeirProcess.freePort()));
  }

  private static List<String> down(Path clone, Path data) {
    return List.of(clone.resolve("weir").toString(), "down", "--data", data.toString());
  }

  private void addLine(BenchRun run, double minutes) {
    double target = emptyCaches ? 10 : 3;
    run.report()
        .add(
            Line.absolute(
                "clean clone to sign-in link, dependency caches "
                    + (emptyCaches ? "empty" : "warm"),
                String.format(Locale.ROOT, "%.1f min", minutes),
                String.format(Locale.ROOT, "≤ %.0f min", target),
                minutes <= target));
  }
}
