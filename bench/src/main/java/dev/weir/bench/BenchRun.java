package dev.weir.bench;

import dev.weir.bench.data.Cache;
import dev.weir.bench.weir.RestClient;
import dev.weir.bench.weir.WeirProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;

/**
 * What the figures of one run share: one Weir with the flights example on a temporary data folder,
 * and the report. Not thread-safe.
 */
public final class BenchRun implements AutoCloseable {
  private final Report report;
  private final boolean quick;
  private final Path folder;
  private final Cache cache = Cache.ofUser();
  private final BufferAllocator allocator = new RootAllocator();
  private @Nullable WeirProcess weir;

  /**
   * @param quick tiny data and few rounds: shows that it works, its numbers mean nothing
   */
  public BenchRun(Report report, boolean quick) throws IOException {
    this.report = report;
    this.quick = quick;
    this.folder = Files.createTempDirectory("weir-bench");
  }

  public Report report() {
    return report;
  }

  public boolean quick() {
    return quick;
  }

  public Cache cache() {
    return cache;
  }

  public BufferAllocator allocator() {
    return allocator;
  }

  /** {@code full}, or {@code quick} in a quick run. */
  public int choose(int full, int quickly) {
    return quick ? quickly : full;
  }

  /** The example that the figures work on. */
  public static Path flightsExample() {
    return WeirProcess.root().resolve("examples").resolve("flights");
  }

  /** The running Weir; started by the first figure that asks. */
  public WeirProcess weir() throws IOException {
    WeirProcess running = weir;
    if (running == null) {
      if (!quick) {
        report.progress("making the JVM's start-up cache, as the first start of a build does");
        WeirProcess.makeStartUpCache(folder.resolve("training"));
      }
      report.progress("starting Weir with examples/flights");
      running = WeirProcess.start(folder.resolve("data"), List.of(flightsExample()));
      weir = running;
    }
    return running;
  }

  /** Stops Weir and starts it again on its data folder, without applying anything. */
  public WeirProcess restart(WeirProcess.FirstAnswer firstAnswer) throws IOException {
    stop();
    WeirProcess running = WeirProcess.startAndAsk(folder.resolve("data"), firstAnswer);
    weir = running;
    return running;
  }

  /** Stops Weir if it runs. */
  public void stop() throws IOException {
    WeirProcess running = weir;
    if (running != null) {
      weir = null;
      running.close();
    }
  }

  /** A client of the REST door. */
  public RestClient rest() throws IOException {
    return new RestClient(weir().url(), weir().token());
  }

  @Override
  public void close() throws IOException {
    try {
      stop();
    } finally {
      allocator.close();
      Cache.deleteTree(folder);
    }
  }
}
