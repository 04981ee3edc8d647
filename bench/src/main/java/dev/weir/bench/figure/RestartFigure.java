package dev.weir.bench.figure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.bench.BenchRun;
import dev.weir.bench.Figure;
import dev.weir.bench.Line;
import dev.weir.bench.Samples;
import dev.weir.bench.weir.ChartConnection;
import dev.weir.bench.weir.RestClient;
import dev.weir.bench.weir.WeirProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From {@code weir up} on a data folder with the flights example to the first answer of its
 * dashboard, and the memory of the process when every chart was answered.
 */
public final class RestartFigure implements Figure {
  private static final double SECONDS_MAX = 4;
  private static final double RESIDENT_BYTES_MAX = 800e6;
  private static final String DASHBOARD = "on-time";
  private static final String BODY = "{\"filters\":{}}";

  @Override
  public String name() {
    return "restart";
  }

  @Override
  public void measure(BenchRun run) throws Exception {
    List<String> charts = charts(run);
    int rounds = run.choose(5, 1);
    long[] nanos = new long[rounds];
    long resident = -1;
    for (int round = 0; round < rounds; round++) {
      run.stop();
      long started = System.nanoTime();
      int answered = round;
      WeirProcess weir =
          run.restart(
              (port, token) -> {
                try (ChartConnection connection = new ChartConnection(port, token)) {
                  connection.post(path(charts.getFirst()), BODY);
                  nanos[answered] = System.nanoTime() - started;
                }
              });
      try (ChartConnection connection = new ChartConnection(weir.httpPort(), weir.token())) {
        for (String chart : charts) {
          connection.post(path(chart), BODY);
        }
      }
      resident = weir.residentBytes();
    }
    addLines(run, Samples.of(nanos), resident);
  }

  private static List<String> charts(BenchRun run) throws IOException {
    try (RestClient rest = run.rest()) {
      JsonNode dashboard = rest.get("/api/v1/dashboards/" + DASHBOARD);
      List<String> charts = new ArrayList<>();
      dashboard
          .path("resource")
          .path("spec")
          .path("charts")
          .forEach(chart -> charts.add(chart.path("name").asText()));
      if (charts.isEmpty()) {
        throw new IOException("dashboard " + DASHBOARD + " has no charts");
      }
      return charts;
    }
  }

  private static String path(String chart) {
    return "/api/v1/dashboards/" + DASHBOARD + "/charts/" + chart + "/data";
  }

  private static void addLines(BenchRun run, Samples samples, long resident) {
    run.report()
        .add(
            Line.absolute(
                "restart to first dashboard answer, min / median / max",
                String.format(
                    Locale.ROOT,
                    "%.2f / %.2f / %.2f s",
                    samples.min() / 1e9,
                    samples.median() / 1e9,
                    samples.max() / 1e9),
                "≤ 4 s",
                samples.median() / 1e9 <= SECONDS_MAX));
    run.report()
        .add(
            resident < 0
                ? Line.notMeasured("memory after the flights dashboard", "no /proc here")
                : Line.absolute(
                    "memory after the flights dashboard",
                    String.format(Locale.ROOT, "%.0f MB resident", resident / 1e6),
                    "≤ 800 MB",
                    resident <= RESIDENT_BYTES_MAX));
  }
}
