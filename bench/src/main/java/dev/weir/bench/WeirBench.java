package dev.weir.bench;

import dev.weir.bench.figure.ChartsFigure;
import dev.weir.bench.figure.CloneFigure;
import dev.weir.bench.figure.LoadFigure;
import dev.weir.bench.figure.PageFigure;
import dev.weir.bench.figure.RestartFigure;
import dev.weir.bench.figure.StreamFigure;
import dev.weir.bench.figure.TpchFigure;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code weir bench}: measures Weir against its peers on this machine and prints the table. Timings
 * are information; only a wrong answer or a figure that breaks makes it fail.
 */
@Command(
    name = "weir bench",
    mixinStandardHelpOptions = true,
    description = "Measure Weir against its peers on this machine, in one run.",
    footer = {
      "",
      "  ./weir bench                    everything, about ten minutes on a quiet machine",
      "  ./weir bench --only tpch,load   some of it",
      "  ./weir bench --quick            shows that it works; the numbers mean nothing"
    })
public final class WeirBench implements Callable<Integer> {
  private static final List<Figure> FIGURES =
      List.of(
          new LoadFigure(),
          new StreamFigure(),
          new TpchFigure(),
          new ChartsFigure(),
          new RestartFigure(),
          new PageFigure(),
          new CloneFigure(false),
          new CloneFigure(true));

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "FIGURE",
      description =
          "Only these of: load, stream, tpch, charts, restart, page; clone and clone-empty run only so.")
  List<String> only = List.of();

  @Option(names = "--quick", description = "Tiny data and one round.")
  boolean quick;

  /** Starts it. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    System.exit(new CommandLine(new WeirBench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Report report = new Report(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    int failed = run(report);
    System.out.println();
    System.out.print(report.table());
    boolean wrong =
        report.lines().stream()
            .anyMatch(
                line ->
                    line.what().startsWith("TPC-H answers")
                        && line.verdict() == Line.Verdict.MISSED);
    return failed > 0 || wrong ? 1 : 0;
  }

  /** Measures what was asked for; the number of figures that broke. */
  int run(Report report) throws Exception {
    List<String> names = FIGURES.stream().map(Figure::name).toList();
    for (String name : only) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException("there is no figure '" + name + "', only " + names);
      }
    }
    int failed = 0;
    try (BenchRun run = new BenchRun(report, quick)) {
      for (Figure figure : FIGURES) {
        if (only.isEmpty() ? !figure.onlyOnRequest() : only.contains(figure.name())) {
          report.progress("measuring " + figure.name());
          failed += measure(figure, run);
        }
      }
    }
    return failed;
  }

  private static int measure(Figure figure, BenchRun run) {
    try {
      figure.measure(run);
      return 0;
    } catch (Exception failure) {
      String text = String.valueOf(failure.getMessage());
      run.report().progress(figure.name() + " failed: " + text);
      run.report()
          .add(Line.notMeasured(figure.name(), text.lines().findFirst().orElse("it failed")));
      return 1;
    }
  }
}
