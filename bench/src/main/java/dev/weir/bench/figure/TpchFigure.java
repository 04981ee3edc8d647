package dev.weir.bench.figure;

import dev.weir.bench.BenchRun;
import dev.weir.bench.Figure;
import dev.weir.bench.Interleaved;
import dev.weir.bench.Line;
import dev.weir.bench.Samples;
import dev.weir.bench.Statements;
import dev.weir.bench.WeirTables;
import dev.weir.bench.data.TpchData;
import dev.weir.bench.peer.DuckPeer;
import dev.weir.bench.weir.FlightDoor;
import dev.weir.bench.weir.RestClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The 22 queries of TPC-H through Flight SQL against DuckDB itself on the data files of Weir's own
 * tables, both warm. Weir's result cache is kept out by {@link FreshStatement}.
 */
public final class TpchFigure implements Figure {
  private static final double TARGET = 1.10;

  @Override
  public String name() {
    return "tpch";
  }

  @Override
  public void measure(BenchRun run) throws Exception {
    String scale = run.quick() ? "0.01" : "1";
    try (RestClient rest = run.rest();
        DuckPeer duck = new DuckPeer(run.allocator());
        FlightDoor weir =
            new FlightDoor(run.allocator(), run.weir().flightPort(), run.weir().token())) {
      load(run, rest, duck, scale);
      for (String table : TpchData.PRIMARY_KEYS.keySet()) {
        duck.view(table, WeirTables.filesOf(rest, table));
      }
      compare(run, weir, duck, Statements.tpch(scale));
      warm(run, weir, duck, Statements.tpch(scale));
      time(run, weir, duck, Statements.tpch(scale));
    }
  }

  private static void load(BenchRun run, RestClient rest, DuckPeer duck, String scale)
      throws Exception {
    Path data = TpchData.folder(run.cache(), scale);
    for (Map.Entry<String, List<String>> table : TpchData.PRIMARY_KEYS.entrySet()) {
      if (!WeirTables.exists(rest, table.getKey())) {
        run.report().progress("loading TPC-H table " + table.getKey());
        Path file = data.resolve(table.getKey() + ".parquet");
        rest.run(
            "CREATE TABLE %s (%s, PRIMARY KEY (%s))"
                .formatted(
                    table.getKey(), duck.columnsOf(file), String.join(", ", table.getValue())));
        rest.upload("default." + table.getKey(), file, "format=parquet");
      }
    }
  }

  private static void compare(
      BenchRun run, FlightDoor weir, DuckPeer duck, Map<String, String> statements)
      throws Exception {
    List<String> different = new ArrayList<>();
    for (Map.Entry<String, String> statement : statements.entrySet()) {
      Optional<String> difference =
          weir.answer(statement.getValue()).differenceTo(duck.answer(statement.getValue()));
      difference.ifPresent(
          text -> {
            different.add(statement.getKey());
            run.report().progress(statement.getKey() + " differs: " + text);
          });
    }
    int equal = statements.size() - different.size();
    run.report()
        .add(
            Line.absolute(
                "TPC-H answers equal to DuckDB's",
                equal + " of " + statements.size(),
                "all " + statements.size(),
                different.isEmpty()));
  }

  /**
   * So many calls that the JVMs have compiled what every call goes through, and the statements
   * themselves often enough that what only they go through is not new.
   */
  private static void warm(
      BenchRun run, FlightDoor weir, DuckPeer duck, Map<String, String> statements)
      throws Exception {
    FreshStatement cheap = new FreshStatement("SELECT r_name, count(*) FROM region GROUP BY 1");
    for (int call = 0; call < run.choose(1_500, 1); call++) {
      weir.execute(cheap.next(), batch -> {});
      duck.execute(cheap.next(), batch -> {});
    }
    for (int lap = 0; lap < run.choose(10, 0); lap++) {
      for (String statement : statements.values()) {
        FreshStatement fresh = new FreshStatement(statement);
        weir.execute(fresh.next(), batch -> {});
        duck.execute(fresh.next(), batch -> {});
      }
    }
  }

  private static void time(
      BenchRun run, FlightDoor weir, DuckPeer duck, Map<String, String> statements)
      throws Exception {
    int rounds = run.choose(7, 1);
    double weirMillis = 0;
    double duckMillis = 0;
    for (Map.Entry<String, String> statement : statements.entrySet()) {
      FreshStatement fresh = new FreshStatement(statement.getValue());
      List<Samples> samples =
          Interleaved.measure(
              1,
              rounds,
              List.of(
                  () -> weir.execute(fresh.next(), batch -> {}),
                  () -> duck.execute(fresh.next(), batch -> {})));
      weirMillis += samples.get(0).median() / 1e6;
      duckMillis += samples.get(1).median() / 1e6;
      run.report()
          .progress(
              "  %s Weir %s, DuckDB %s, ratio %.2f"
                  .formatted(
                      statement.getKey(),
                      samples.get(0).millis(),
                      samples.get(1).millis(),
                      samples.get(0).median() / (double) samples.get(1).median()));
    }
    double ratio = weirMillis / duckMillis;
    run.report()
        .add(
            new Line(
                "TPC-H SF" + (run.quick() ? "0.01" : "1") + ", 22 queries, sum of medians",
                String.format(Locale.ROOT, "%.0f ms", weirMillis),
                String.format(Locale.ROOT, "DuckDB %.0f ms", duckMillis),
                String.format(Locale.ROOT, "%.2f", ratio),
                String.format(Locale.ROOT, "≤ %.2f", TARGET),
                ratio <= TARGET ? Line.Verdict.MET : Line.Verdict.MISSED));
  }
}
