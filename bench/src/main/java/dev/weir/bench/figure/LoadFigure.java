package dev.weir.bench.figure;

import dev.weir.bench.BenchRun;
import dev.weir.bench.Figure;
import dev.weir.bench.Line;
import dev.weir.bench.Samples;
import dev.weir.bench.peer.DuckPeer;
import dev.weir.bench.weir.RestClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Loading the flights file into a table sorted by its key, through the upload door, until it is
 * committed and can be queried; against DuckDB writing the same file as sorted Parquet.
 */
public final class LoadFigure implements Figure {
  private static final double TARGET_ROWS_PER_SECOND = 1_000_000;

  @Override
  public String name() {
    return "load";
  }

  @Override
  public void measure(BenchRun run) throws Exception {
    run.weir();
    Path file = FlightsFile.find(run.cache());
    int rounds = run.choose(5, 1);
    long[] weir = new long[rounds];
    long[] peer = new long[rounds];
    long rows = 0;
    try (RestClient rest = run.rest();
        DuckPeer duck = new DuckPeer(run.allocator())) {
      rest.run(
          "CREATE TABLE bench_flights (id BIGINT, " + duck.columnsOf(file) + ", PRIMARY KEY (id))");
      for (int round = -1; round < rounds; round++) {
        long started = System.nanoTime();
        rest.upload("default.bench_flights", file, "format=parquet&generateKey=id");
        long loaded = System.nanoTime();
        writeSorted(duck, file);
        long written = System.nanoTime();
        if (round >= 0) {
          weir[round] = loaded - started;
          peer[round] = written - loaded;
        }
        rows = countAndDelete(rest);
      }
      rest.run("DROP TABLE bench_flights");
    }
    addLine(run, rows, Samples.of(weir), Samples.of(peer));
  }

  private static void writeSorted(DuckPeer duck, Path file) throws Exception {
    Path target = Files.createTempFile("weir-bench", ".parquet");
    try {
      duck.run(
          """
          COPY (SELECT row_number() OVER () AS id, * FROM read_parquet(%s) ORDER BY id)
          TO %s (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2)
          """
              .formatted(DuckPeer.literal(file.toString()), DuckPeer.literal(target.toString())));
    } finally {
      Files.deleteIfExists(target);
    }
  }

  private static long countAndDelete(RestClient rest) throws Exception {
    String id = rest.run("SELECT count(*) FROM bench_flights").path("id").asText();
    long rows =
        rest.get("/api/v1/queries/" + id + "/rows?offset=0&limit=1")
            .path("rows")
            .path(0)
            .path(0)
            .asLong();
    rest.run("DELETE FROM bench_flights");
    return rows;
  }

  private static void addLine(BenchRun run, long rows, Samples weir, Samples peer) {
    double weirRate = rows / (weir.median() / 1e9);
    double peerRate = rows / (peer.median() / 1e9);
    run.report().progress("  load: Weir " + weir.millis() + ", DuckDB " + peer.millis());
    run.report()
        .add(
            new Line(
                String.format(Locale.ROOT, "loading flights (%,d rows), sorted", rows),
                String.format(Locale.ROOT, "%.2f M rows/s", weirRate / 1e6),
                String.format(Locale.ROOT, "DuckDB COPY %.2f M rows/s", peerRate / 1e6),
                String.format(Locale.ROOT, "%.2f", weirRate / peerRate),
                "≥ 1 M rows/s",
                weirRate >= TARGET_ROWS_PER_SECOND ? Line.Verdict.MET : Line.Verdict.MISSED));
  }
}
