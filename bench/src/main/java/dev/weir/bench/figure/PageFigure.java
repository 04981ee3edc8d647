package dev.weir.bench.figure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.bench.BenchRun;
import dev.weir.bench.Figure;
import dev.weir.bench.Line;
import dev.weir.bench.Samples;
import dev.weir.bench.data.Tool;
import dev.weir.bench.weir.RestClient;
import dev.weir.bench.weir.WeirProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The flights dashboard in a browser that has never seen Weir: time to the last chart, size of the
 * scripts as sent, and requests. Runs {@code page.mjs} with the Playwright of the web module in the
 * machine's own Chromium.
 */
public final class PageFigure implements Figure {
  private static final double SECONDS_MAX = 1.0;
  private static final int SCRIPT_BYTES_MAX = 800 * 1024;
  private static final int REQUESTS_MAX = 25;
  private static final int RUN_SECONDS_MAX = 90;
  private static final int INSTALL_SECONDS_MAX = 300;
  private static final List<String> BROWSERS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

  @Override
  public String name() {
    return "page";
  }

  @Override
  public void measure(BenchRun run) throws Exception {
    Optional<String> browser =
        BROWSERS.stream().filter(path -> Files.isExecutable(Path.of(path))).findFirst();
    if (browser.isEmpty()) {
      run.report()
          .add(
              Line.notMeasured(
                  "dashboard page, cold browser",
                  "no Chromium (Debian: apt-get install chromium)"));
      return;
    }
    Path ui = WeirProcess.root().resolve("web/ui");
    Tool.run(ui, INSTALL_SECONDS_MAX, List.of("./build.sh", "install"));
    Path playwright = ui.resolve("node_modules/playwright-core");
    int rounds = run.choose(5, 1);
    long[] nanos = new long[rounds];
    long scriptBytes = 0;
    int requests = 0;
    int charts = 0;
    for (int round = 0; round < rounds; round++) {
      JsonNode page = load(run, browser.get(), playwright);
      nanos[round] = (long) (page.path("lastChartMillis").asDouble() * 1e6);
      scriptBytes = page.path("scriptBytes").asLong();
      requests = page.path("requests").asInt();
      charts = page.path("charts").asInt();
    }
    addLines(run, Samples.of(nanos), scriptBytes, requests, charts);
  }

  private static JsonNode load(BenchRun run, String browser, Path playwright) throws Exception {
    Path script = Files.createTempFile("weir-bench", ".mjs");
    Path output = Files.createTempFile("weir-bench", ".out");
    try (InputStream source =
        PageFigure.class.getResourceAsStream("/dev/weir/bench/page/page.mjs")) {
      Files.write(script, source.readAllBytes());
      ProcessBuilder builder =
          new ProcessBuilder("node", script.toString(), run.weir().url() + "/d/on-time");
      builder.environment().put("WEIR_TOKEN", run.weir().token());
      builder.environment().put("WEIR_BROWSER", browser);
      builder.environment().put("WEIR_PLAYWRIGHT", playwright.toString());
      Process node = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      if (!node.waitFor(RUN_SECONDS_MAX, TimeUnit.SECONDS)) {
        node.destroyForcibly();
        throw new IOException("the browser took longer than " + RUN_SECONDS_MAX + " s");
      }
      if (node.exitValue() != 0) {
        throw new IOException("the browser failed: " + Files.readString(output));
      }
      return RestClient.JSON.readTree(Files.readString(output));
    } finally {
      Files.deleteIfExists(script);
      Files.deleteIfExists(output);
    }
  }

  private static void addLines(
      BenchRun run, Samples samples, long scriptBytes, int requests, int charts) {
    run.report()
        .add(
            Line.absolute(
                "dashboard page, cold browser, to the last of " + charts + " charts",
                samples.millis(),
                "≤ 1.0 s",
                samples.median() / 1e9 <= SECONDS_MAX));
    run.report()
        .add(
            Line.absolute(
                "dashboard page, script as sent",
                String.format(Locale.ROOT, "%,d KB", scriptBytes / 1024),
                "≤ 800 KB",
                scriptBytes <= SCRIPT_BYTES_MAX));
    run.report()
        .add(
            Line.absolute(
                "dashboard page, requests",
                Integer.toString(requests),
                "≤ 25",
                requests <= REQUESTS_MAX));
  }
}
