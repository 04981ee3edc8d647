package dev.weir.engine.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The results that a node keeps, within the limits of its configuration: small ones in memory, the
 * others in a folder that is wiped at start and at close. Thread-safe.
 */
public final class ResultStore implements ResultSpool, AutoCloseable {
  private static final long SWEEPS_PER_LIFETIME = 20;
  private static final String SUFFIX = ".arrows";

  private final ResultStoreConfig config;
  private final BufferAllocator allocator;
  private final InstantSource clock;
  private final Set<SpooledResult> results = ConcurrentHashMap.newKeySet();
  private final AtomicLong fileNumbers = new AtomicLong();
  private final SweepDue due;
  private final ScheduledExecutorService sweeper;

  private ResultStore(ResultStoreConfig config, BufferAllocator parent, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.due = new SweepDue(config);
    this.allocator = parent.newChildAllocator("results", 0, Long.MAX_VALUE);
    this.sweeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("result-sweeper").factory());
  }

  /**
   * Opens the store over an empty folder, which is made or wiped.
   *
   * @param parent allocator of what is read; stays with the caller
   * @param clock by which results expire
   */
  public static ResultStore open(
      ResultStoreConfig config, BufferAllocator parent, InstantSource clock) throws IOException {
    Files.createDirectories(config.folder());
    wipe(config.folder());
    ResultStore store = new ResultStore(config, parent, clock);
    long everyMillis = Math.max(1, config.lifetimeMillis() / SWEEPS_PER_LIFETIME);
    var unused =
        store.sweeper.scheduleWithFixedDelay(
            store::sweep, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    return store;
  }

  @Override
  public ResultWriter open(String queryId, long bytesMax) {
    long max = Math.min(bytesMax, config.resultBytesMax());
    return new SpoolWriter(
        this,
        new SpoolChannel(config, newFile(queryId), max, config.heapBytesPerResult()),
        config.columnsMax());
  }

  /** Expires what is too old or too much. Called from time to time and when much is new. */
  public void sweep() {
    due.done();
    long oldest = millis() - config.lifetimeMillis();
    results.stream().filter(r -> r.lastUsedMillis() < oldest).forEach(SpooledResult::expire);
    moveOutOfMemory();
    shrink(r -> r.diskBytes() > 0, SpooledResult::diskBytes, config.diskBytesTotal());
    shrink(r -> true, r -> 1, config.resultsMax());
  }

  /** Expires everything and empties the folder. */
  @Override
  public void close() {
    sweeper.shutdownNow();
    results.forEach(SpooledResult::expire);
    allocator.close();
  }

  SpooledResult keep(
      Schema schema,
      List<ResultBlock> blocks,
      long rows,
      long bytes,
      boolean truncated,
      StoredBytes stored) {
    SpooledResult result =
        new SpooledResult(this, allocator, schema, blocks, rows, bytes, truncated, stored);
    results.add(result);
    if (due.added(stored.heapBytes(), stored.diskBytes())) {
      sweep();
    }
    return result;
  }

  /** A result takes more memory than when it was kept. */
  void grew(long heapBytes) {
    due.grew(heapBytes);
  }

  void forget(SpooledResult result) {
    results.remove(result);
  }

  long millis() {
    return clock.millis();
  }

  private synchronized void moveOutOfMemory() {
    long total = total(SpooledResult::heapBytes);
    while (total > config.heapBytesTotal()) {
      Optional<SpooledResult> candidate = leastRecentlyUsed(r -> r.heapBytes() > 0);
      if (candidate.isEmpty()) {
        return;
      }
      SpooledResult moved = candidate.get();
      total -= moved.heapBytes();
      moveOutOfMemory(moved);
    }
  }

  private void moveOutOfMemory(SpooledResult result) {
    SpoolChannel file = new SpoolChannel(config, newFile("moved"), Long.MAX_VALUE, -1);
    try (file) {
      result.stored().copyTo(file);
      result.moveTo(file.seal());
    } catch (IOException failure) {
      // Memory has to be given back even when the disk does not take it.
      result.expire();
    }
  }

  private synchronized void shrink(
      Predicate<SpooledResult> which, ToLongFunction<SpooledResult> measure, long max) {
    long total = total(measure);
    while (total > max) {
      Optional<SpooledResult> victim = leastRecentlyUsed(r -> which.test(r) && r.isLive());
      if (victim.isEmpty()) {
        return;
      }
      total -= measure.applyAsLong(victim.get());
      victim.get().expire();
    }
  }

  private long total(ToLongFunction<SpooledResult> measure) {
    return results.stream().mapToLong(measure).sum();
  }

  private Optional<SpooledResult> leastRecentlyUsed(Predicate<SpooledResult> which) {
    return results.stream()
        .filter(which)
        .min(Comparator.comparingLong(SpooledResult::lastUsedMillis));
  }

  /** The number keeps files apart: a name may not be free yet when a query runs again. */
  private Path newFile(String name) {
    return config.folder().resolve(name + "-" + fileNumbers.incrementAndGet() + SUFFIX);
  }

  private static void wipe(Path folder) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : left) {
        Files.deleteIfExists(file);
      }
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }
}
