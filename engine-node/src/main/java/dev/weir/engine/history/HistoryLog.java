package dev.weir.engine.history;

import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.engine.gateway.QueryHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The history of a node: its last queries in memory, and in a file from which they are loaded at
 * start. A thread of its own writes the file, so that a query never waits for the disk.
 * Thread-safe.
 */
public final class HistoryLog implements QueryHistory, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(HistoryLog.class.getName());

  /** Queries that are kept. */
  public static final int ENTRIES_MAX = 10_000;

  /** Bytes of one file; there are two. */
  public static final long FILE_BYTES_MAX = 16L << 20;

  /** Entries that may wait for the disk. When it is that slow, the file misses some. */
  private static final int WAITING_MAX = 10_000;

  /**
   * How often the writer writes what waits. Woken by each query it would run beside the query's
   * answer, on the core that the answer needs.
   */
  private static final long WRITE_EVERY_MILLIS = 50;

  private final HistoryRing ring;
  private final HistoryFile file;
  private final BlockingQueue<HistoryEntry> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
  private final Thread writer;
  private volatile boolean closed;

  private HistoryLog(HistoryRing ring, HistoryFile file) {
    this.ring = ring;
    this.file = file;
    this.writer = Thread.ofPlatform().daemon().name("history-writer").unstarted(this::writeAll);
  }

  /** Opens the history of {@code folder} with the limits of this class. */
  public static HistoryLog open(Path folder) throws IOException {
    return open(folder, ENTRIES_MAX, FILE_BYTES_MAX);
  }

  /**
   * @param folder made when it is missing; of this history alone
   * @param entriesMax that are kept in memory
   * @param fileBytesMax after which the file is rotated
   */
  public static HistoryLog open(Path folder, int entriesMax, long fileBytesMax) throws IOException {
    HistoryRing ring = new HistoryRing(entriesMax);
    HistoryLog log = new HistoryLog(ring, HistoryFile.open(folder, fileBytesMax, ring::add));
    log.writer.start();
    return log;
  }

  @Override
  public void record(Caller caller, QueryStatus status) {
    HistoryEntry entry = new HistoryEntry(caller.tenant(), status);
    ring.add(entry);
    if (!closed && !waiting.offer(entry)) {
      LOG.log(System.Logger.Level.WARNING, "history.not_written query={0}", status.id());
    }
  }

  @Override
  public List<QueryStatus> list(Caller caller, int limit) {
    return ring.list(caller, limit);
  }

  @Override
  public Optional<QueryStatus> find(String queryId, Caller caller) {
    return ring.find(queryId, caller);
  }

  /** Writes what waits and closes the file. */
  @Override
  public void close() throws IOException {
    closed = true;
    try {
      // No interrupt: that would close the file under the writer's hands.
      writer.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    file.close();
  }

  private void writeAll() {
    List<HistoryEntry> batch = new ArrayList<>();
    boolean last = false;
    while (!last) {
      // Asked before the queue is emptied: what comes later is in the next round.
      last = closed || !pause();
      waiting.drainTo(batch);
      if (!batch.isEmpty()) {
        write(batch);
        batch.clear();
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(WRITE_EVERY_MILLIS);
      return true;
    } catch (InterruptedException nobodyDoesThat) {
      return false;
    }
  }

  private void write(List<HistoryEntry> batch) {
    try {
      file.append(batch);
    } catch (IOException failure) {
      LOG.log(System.Logger.Level.WARNING, "history.write_failed", failure);
    }
  }
}
