package dev.weir.bench.figure;

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
        warm(run, statements, charts);
        measureUncached(run, statements, charts);
        compareUncached(run, statements, charts, duck);
        measureCached(run, statements, charts);
        new CachedRate(run, statements.keySet().stream().map(BiDashboard::path).toList(), CACHED)
            .measure();
      } finally {
        BiDashboard.delete(rest);
      }
    }
  }

  /** So many calls that the JVMs have compiled what every call goes through. */
  private static void warm(BenchRun run, Map<String, String> statements, ChartConnection charts)
      throws Exception {
    for (int round = 0; round < run.choose(60, 1); round++) {
      for (String statement : statements.keySet()) {
        uncached(charts, BiDashboard.path(statement));
      }
    }
  }

  /** What the door adds to the time that the engine itself took, as each answer tells it. */
  private static void measureUncached(
      BenchRun run, Map<String, String> statements, ChartConnection charts) throws Exception {
    int rounds = run.choose(20, 1);
    List<Double> added = new ArrayList<>();
    for (String statement : statements.keySet()) {
      String path = BiDashboard.path(statement);
      List<byte[]> answers = new ArrayList<>();
      Samples samples =
          Interleaved.measure(2, rounds, List.of(() -> answers.add(uncached(charts, path))))
              .getFirst();
      double engine = engineMillis(answers.subList(answers.size() - rounds, answers.size()));
      added.add(samples.median() / 1e6 - engine);
      run.report()
          .progress(
              String.format(
                  Locale.ROOT,
                  "  %-26s chart %s, engine %.1f ms",
                  statement,
                  samples.millis(),
                  engine));
    }
    run.report()
        .add(
            Line.absolute(
                "chart door uncached, over the engine's own time, p50 (min / max)",
                spread(added),
                "≤ +5 ms",
                median(added) <= ADDED_MILLIS_MAX));
  }

  /** The same beside DuckDB itself over the same files. */
  private static void compareUncached(
      BenchRun run, Map<String, String> statements, ChartConnection charts, DuckPeer duck)
      throws Exception {
    double weirSum = 0;
    double duckSum = 0;
    for (Map.Entry<String, String> statement : statements.entrySet()) {
      String path = BiDashboard.path(statement.getKey());
      List<Samples> samples =
          Interleaved.measure(
              2,
              run.choose(15, 1),
              List.of(
                  () -> uncached(charts, path),
                  () -> duck.execute(statement.getValue(), batch -> {})));
      weirSum += samples.get(0).median() / 1e6;
      duckSum += samples.get(1).median() / 1e6;
      run.report()
          .progress(
              String.format(
                  Locale.ROOT,
                  "  %-26s chart %s, DuckDB %s",
                  statement.getKey(),
                  samples.get(0).millis(),
                  samples.get(1).millis()));
    }
    run.report()
        .add(
            new Line(
                "chart door uncached, beside DuckDB on the same files, sum of 12 medians",
                String.format(Locale.ROOT, "%.0f ms", weirSum),
                String.format(Locale.ROOT, "DuckDB %.0f ms", duckSum),
                String.format(Locale.ROOT, "%.2f", weirSum / duckSum),
                "",
                Line.Verdict.NO_TARGET));
  }

  private static byte[] uncached(ChartConnection charts, String path) throws IOException {
    byte[] answer = charts.post(path, UNCACHED);
    if (charts.cacheHit()) {
      throw new IOException("an uncached chart came from the cache");
    }
    return answer;
  }

  private static double engineMillis(List<byte[]> answers) throws IOException {
    long[] micros = new long[answers.size()];
    for (int i = 0; i < micros.length; i++) {
      micros[i] = RestClient.JSON.readTree(answers.get(i)).path("stats").path("runMicros").asLong();
    }
    return Samples.of(micros).median() / 1e3;
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
