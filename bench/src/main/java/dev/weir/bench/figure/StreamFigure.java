package dev.weir.bench.figure;

import dev.weir.bench.BenchRun;
import dev.weir.bench.Figure;
import dev.weir.bench.Interleaved;
import dev.weir.bench.Line;
import dev.weir.bench.Samples;
import dev.weir.bench.peer.DuckPeer;
import dev.weir.bench.weir.FlightDoor;
import dev.weir.bench.weir.WeirProcess;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** A result of ten million rows over Flight SQL, and what it does to the memory of the process. */
public final class StreamFigure implements Figure {
  private static final double TARGET_BYTES_PER_SECOND = 200e6;

  /** What a process may grow by while the result, several times larger, goes through it. */
  private static final double FLAT_BYTES_MAX = 128e6;

  private static final long SAMPLE_MILLIS = 20;

  @Override
  public String name() {
    return "stream";
  }

  @Override
  public void measure(BenchRun run) throws Exception {
    int rows = run.choose(10_000_000, 100_000);
    FreshStatement statement =
        new FreshStatement(
            "SELECT range AS id, range * 0.5::DOUBLE AS amount, 'customer ' || (range % 100000) AS name"
                + " FROM range("
                + rows
                + ")");
    try (DuckPeer duck = new DuckPeer(run.allocator());
        FlightDoor weir =
            new FlightDoor(run.allocator(), run.weir().flightPort(), run.weir().token())) {
      AtomicLong bytes = new AtomicLong();
      List<Samples> samples =
          Interleaved.measure(
              1,
              run.choose(5, 1),
              List.of(
                  () -> {
                    bytes.set(0);
                    weir.execute(statement.next(), batch -> bytes.addAndGet(sizeOf(batch)));
                  },
                  () -> duck.execute(statement.next(), batch -> {})));
      addRate(run, rows, bytes.get(), samples.get(0), samples.get(1));
      addMemory(run, weir, statement, bytes.get());
    }
  }

  private static long sizeOf(VectorSchemaRoot batch) {
    long bytes = 0;
    for (FieldVector vector : batch.getFieldVectors()) {
      bytes += vector.getBufferSize();
    }
    return bytes;
  }

  private static void addRate(BenchRun run, int rows, long bytes, Samples weir, Samples duck) {
    double weirRate = bytes / (weir.median() / 1e9);
    double duckRate = bytes / (duck.median() / 1e9);
    run.report().progress("  stream: Weir " + weir.millis() + ", DuckDB " + duck.millis());
    run.report()
        .add(
            new Line(
                String.format(Locale.ROOT, "%,d rows (%.0f MB) over Flight SQL", rows, bytes / 1e6),
                String.format(Locale.ROOT, "%.0f MB/s", weirRate / 1e6),
                String.format(Locale.ROOT, "DuckDB to Arrow in process %.0f MB/s", duckRate / 1e6),
                String.format(Locale.ROOT, "%.2f", weirRate / duckRate),
                "≥ 200 MB/s",
                weirRate >= TARGET_BYTES_PER_SECOND ? Line.Verdict.MET : Line.Verdict.MISSED));
  }

  private static void addMemory(BenchRun run, FlightDoor weir, FreshStatement statement, long bytes)
      throws Exception {
    long before = run.weir().residentBytes();
    if (before < 0) {
      run.report().add(Line.notMeasured("memory while streaming", "no /proc here"));
      return;
    }
    long peak = peakWhile(run.weir(), () -> weir.execute(statement.next(), batch -> {}));
    long growth = peak - before;
    run.report()
        .add(
            Line.absolute(
                "memory of the process while streaming",
                String.format(
                    Locale.ROOT,
                    "%.0f MB before, %.0f MB peak, for a result of %.0f MB",
                    before / 1e6,
                    peak / 1e6,
                    bytes / 1e6),
                "flat (≤ +128 MB)",
                growth <= FLAT_BYTES_MAX));
  }

  private static long peakWhile(WeirProcess process, Interleaved.Contender action)
      throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    AtomicLong peak = new AtomicLong();
    Thread sampler =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!done.get()) {
                    try {
                      peak.accumulateAndGet(process.residentBytes(), Math::max);
                      Thread.sleep(SAMPLE_MILLIS);
                    } catch (IOException | InterruptedException ended) {
                      return;
                    }
                  }
                });
    try {
      action.run();
    } finally {
      done.set(true);
      sampler.join();
    }
    return peak.get();
  }
}
