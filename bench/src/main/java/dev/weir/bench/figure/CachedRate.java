package dev.weir.bench.figure;

import dev.weir.bench.BenchRun;
import dev.weir.bench.Line;
import dev.weir.bench.weir.ChartConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** How many cached answers a second the chart door gives to eight clients. */
final class CachedRate {
  private static final int CLIENTS = 8;
  private static final double TARGET = 2000;

  private final BenchRun run;
  private final List<String> paths;
  private final String body;

  CachedRate(BenchRun run, List<String> paths, String body) {
    this.run = run;
    this.paths = paths;
    this.body = body;
  }

  void measure() throws Exception {
    long seconds = run.choose(5, 1);
    List<Double> rates = new ArrayList<>();
    for (int round = 0; round < run.choose(4, 1); round++) {
      rates.add(answersPerSecond(TimeUnit.SECONDS.toNanos(seconds)));
    }
    // The first round warms up.
    List<Double> counted = rates.size() > 1 ? rates.subList(1, rates.size()) : rates;
    List<Double> sorted = counted.stream().sorted().toList();
    double median = sorted.get((sorted.size() - 1) / 2);
    run.report()
        .add(
            Line.absolute(
                "cached answers/s with " + CLIENTS + " clients, median (min / max)",
                String.format(
                    Locale.ROOT,
                    "%,.0f/s (%,.0f / %,.0f)",
                    median,
                    sorted.getFirst(),
                    sorted.getLast()),
                "≥ 2,000/s",
                median >= TARGET));
  }

  private double answersPerSecond(long nanos) throws Exception {
    long until = System.nanoTime() + nanos;
    List<Callable<Long>> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      int first = i;
      clients.add(() -> answers(until, first));
    }
    long started = System.nanoTime();
    long answers = 0;
    try (ExecutorService executor = Executors.newFixedThreadPool(CLIENTS)) {
      for (Future<Long> client : executor.invokeAll(clients)) {
        answers += client.get();
      }
    }
    return answers / ((System.nanoTime() - started) / 1e9);
  }

  private long answers(long until, int first) throws Exception {
    long answers = 0;
    try (ChartConnection charts = new ChartConnection(run.weir().httpPort(), run.weir().token())) {
      while (System.nanoTime() < until) {
        charts.post(paths.get((int) ((first + answers) % paths.size())), body);
        answers++;
      }
    }
    return answers;
  }
}
