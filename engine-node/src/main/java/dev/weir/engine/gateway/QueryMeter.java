package dev.weir.engine.gateway;

import dev.weir.contracts.query.PinnedTable;
import dev.weir.contracts.query.QueryStats;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Counts what one query takes. Written by the thread that runs it, read by any. */
final class QueryMeter {
  private static final long NANOS_PER_MICRO = 1_000;
  private static final double PERCENT_ALL = 100;

  private final long startNanos = System.nanoTime();
  private volatile long queuedNanos;
  private volatile long planNanos;
  private volatile long runNanos;
  private volatile long totalNanos = -1;
  private volatile long rowsReturned;
  private volatile long bytesReturned;
  private volatile double percent = -1;
  private volatile @Nullable DoubleSupplier progress;
  private volatile long rowsPlanned;
  private volatile boolean cacheHit;
  private volatile boolean truncated;
  private volatile List<PinnedTable> tables = List.of();
  private volatile int filesRead;
  private volatile int filesTotal;
  private volatile long rowsTotal;
  private volatile long rowsRead;
  private volatile long bytesRead;
  private volatile long cpuMicros;

  void queued(long nanos) {
    queuedNanos = nanos;
  }

  void planned(long nanos) {
    planNanos += nanos;
  }

  void ran(long nanos) {
    runNanos = nanos;
  }

  void tables(List<PinnedTable> pinned) {
    tables = pinned;
  }

  void plan(PlanTotals planned) {
    rowsPlanned = planned.rowsPlanned();
    filesRead = planned.filesRead();
    filesTotal = planned.filesTotal();
    rowsTotal = planned.rowsTotal();
  }

  void profile(RunTotals totals) {
    rowsRead = totals.rowsRead();
    bytesRead = totals.bytesRead();
    cpuMicros = totals.cpuMicros();
  }

  void returned(long rows, long bytes) {
    rowsReturned = rows;
    bytesReturned = bytes;
  }

  /** Where to ask how much is done; null: nobody knows. */
  void watch(@Nullable DoubleSupplier source) {
    progress = source;
    if (source == null) {
      rowsPlanned = 0;
    }
  }

  void percent(double value) {
    percent = value;
  }

  void truncated() {
    truncated = true;
  }

  /** The answer was there: what is known of it is what its own run found. */
  void hit(QueryStats first) {
    cacheHit = true;
    truncated = first.truncated();
    rowsReturned = first.rowsReturned();
    bytesReturned = first.bytesReturned();
    filesTotal = first.filesTotal();
    rowsTotal = first.rowsTotal();
    percent = 100;
  }

  void ended() {
    totalNanos = System.nanoTime() - startNanos;
  }

  /** Nanoseconds since it was made. */
  long elapsedNanos() {
    return System.nanoTime() - startNanos;
  }

  /** The SQL engine counts rows when it has ended; until then its progress is in rows of scans. */
  private long rowsRead(double done) {
    if (rowsRead > 0 || done <= 0) {
      return rowsRead;
    }
    return Math.round(rowsPlanned * Math.min(done, PERCENT_ALL) / PERCENT_ALL);
  }

  QueryStats stats() {
    DoubleSupplier source = progress;
    double done = source == null ? percent : source.getAsDouble();
    long total = totalNanos < 0 ? elapsedNanos() : totalNanos;
    return new QueryStats(
        cacheHit,
        queuedNanos / NANOS_PER_MICRO,
        planNanos / NANOS_PER_MICRO,
        runNanos / NANOS_PER_MICRO,
        total / NANOS_PER_MICRO,
        cpuMicros,
        rowsReturned,
        bytesReturned,
        rowsRead(done),
        bytesRead,
        rowsTotal,
        filesRead,
        filesTotal,
        done,
        truncated,
        tables);
  }
}
