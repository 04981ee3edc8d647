package dev.weir.bench.figure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.bench.BenchRun;
import dev.weir.bench.Figure;
import dev.weir.bench.Interleaved;
import dev.weir.bench.Line;
import dev.weir.bench.Samples;
import dev.weir.bench.Statements;
import dev.weir.bench.WeirTables;
import dev.weir.bench.peer.DuckPeer;
import dev.weir.bench.weir.ChartConnection;
import dev.weir.bench.weir.RestClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Twelve BI queries over flights through the chart door: what it adds to the time that DuckDB
 * itself takes over the same files, and what a cached answer takes.
 */
public final class ChartsFigure implements Figure {
  private static final double ADDED_MILLIS_MAX = 5;
  private static final double CACHED_MILLIS_MAX = 2;
  private static final String UNCACHED = "{\"filters\":{},\"refresh\":true}";
  private static final String CACHED = "{\"filters\":{}}";

  @Override
  public String name() {
    return "charts";
  }

  @Override
  public void measure(BenchRun run) throws Exception {
    Map<String, String> statements = Statements.bi();
    try (RestClient rest = run.rest();
        DuckPeer duck = new DuckPeer(run.allocator());
        ChartConnection charts = new ChartConnection(run.weir().httpPort(), run.weir().token())) {
      duck.view("flights", WeirTables.filesOf(rest, "flights"));
      BiDashboard.save(rest, statements);
      try {
        measureUncached(run, statements, charts, duck);
        measureCached(run, statements, charts);
        new CachedRate(run, statements.keySet().stream().map(BiDashboard::path).toList(), CACHED)
            .measure();
      } finally {
        BiDashboard.delete(rest);
      }
    }
  }

  private static void measureUncached(
      BenchRun run, Map<String, String> statements, ChartConnection charts, DuckPeer duck)
      throws Exception {
    int rounds = run.choose(15, 1);
    List<Double> addedToDuck = new ArrayList<>();
    List<Double> addedToOwn = new ArrayList<>();
    double weirSum = 0;
    double duckSum = 0;
    for (Map.Entry<String, String> statement : statements.entrySet()) {
      String path = BiDashboard.path(statement.getKey());
      List<Long> engineMicros = new ArrayList<>();
      List<Samples> samples =
          Interleaved.measure(
              2,
              rounds,
              List.of(
                  () -> engineMicros.add(runMicros(charts, charts.post(path, UNCACHED))),
                  () -> duck.execute(statement.getValue(), batch -> {})));
      Samples weir = samples.get(0);
      Samples peer = samples.get(1);
      List<Long> counted = engineMicros.subList(engineMicros.size() - rounds, engineMicros.size());
      long engine = Samples.of(counted.stream().mapToLong(Long::longValue).toArray()).median();
      weirSum += weir.median() / 1e6;
      duckSum += peer.median() / 1e6;
      addedToDuck.add((weir.median() - peer.median()) / 1e6);
      addedToOwn.add(weir.median() / 1e6 - engine / 1e3);
      run.report()
          .progress(
              String.format(
                  Locale.ROOT,
                  "  %-26s chart %s, DuckDB %s, engine in Weir %.1f ms",
                  statement.getKey(),
                  weir.millis(),
                  peer.millis(),
                  engine / 1e3));
    }
    addLine(run, "over DuckDB's time on the same files", addedToDuck, weirSum, duckSum);
    run.report()
        .add(
            Line.info(
                "chart door uncached, over the engine's time inside Weir, p50 (min / max)",
                spread(addedToOwn)));
  }

  private static long runMicros(ChartConnection charts, byte[] answer) throws IOException {
    if (charts.cacheHit()) {
      throw new IOException("an uncached chart came from the cache");
    }
    JsonNode stats = RestClient.JSON.readTree(answer).path("stats");
    return stats.path("runMicros").asLong();
  }

  private static void addLine(
      BenchRun run, String what, List<Double> added, double weirSum, double duckSum) {
    double p50 = median(added);
    run.report()
        .add(
            new Line(
                "chart door uncached, " + what + ", p50 (min / max)",
                spread(added) + String.format(Locale.ROOT, "; sum of medians %.0f ms", weirSum),
                String.format(Locale.ROOT, "DuckDB sum %.0f ms", duckSum),
                String.format(Locale.ROOT, "%.2f", weirSum / duckSum),
                "≤ +5 ms",
                p50 <= ADDED_MILLIS_MAX ? Line.Verdict.MET : Line.Verdict.MISSED));
  }

  private static void measureCached(
      BenchRun run, Map<String, String> statements, ChartConnection charts) throws Exception {
    int rounds = run.choose(200, 3);
    List<Double> medians = new ArrayList<>();
    for (String statement : statements.keySet()) {
      String path = BiDashboard.path(statement);
      charts.post(path, CACHED);
      Samples samples =
          Interleaved.measure(
                  run.choose(50, 1),
                  rounds,
                  List.of(
                      () -> {
                        charts.post(path, CACHED);
                        if (!charts.cacheHit()) {
                          throw new IOException(path + " was not answered from the cache");
                        }
                      }))
              .getFirst();
      medians.add(samples.median() / 1e6);
    }
    double p50 = median(medians);
    run.report()
        .add(
            Line.absolute(
                "chart door cached, p50 (min / max of the queries)",
                spread(medians),
                "≤ 2 ms",
                p50 <= CACHED_MILLIS_MAX));
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(sorted.length - 1) / 2];
  }

  private static String spread(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT, "%.2f ms (%.2f / %.2f)", median(values), sorted[0], sorted[sorted.length - 1]);
  }
}
