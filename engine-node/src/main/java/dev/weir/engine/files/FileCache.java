package dev.weir.engine.files;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.duck.FilePlaces;
import dev.weir.engine.duck.ScratchFolder;
import dev.weir.storage.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.iceberg.DataFile;

/**
 * Whole data files of a store that is elsewhere, on a disk of this machine, up to a number of
 * bytes. A file is fetched once however many wait for it, and has its name only when it is whole.
 * Files never change, so one that is here is right. Thread-safe.
 */
public final class FileCache implements FilePlaces, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FileCache.class.getName());

  /**
   * What one lease holds.
   *
   * @param underWay fetches of those files that were not here when it was taken
   */
  private record Hold(List<CacheIndex.Entry> files, List<FileFetch> underWay) {}

  private final ObjectStore store;
  private final Path folder;
  private final long bytesMax;
  private final FileCacheMetrics metrics;
  private final ExecutorService fetchers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final CacheIndex index;
  private final Map<CacheIndex.Entry, FileFetch> fetches = new HashMap<>();

  /** Who waits for room; the first has it first, so that a large statement comes to its turn. */
  private final Deque<Object> waiting = new ArrayDeque<>();

  private long parts;

  private FileCache(
      ObjectStore store,
      Path folder,
      long bytesMax,
      ExecutorService fetchers,
      FileCacheMetrics metrics) {
    this.store = store;
    this.folder = folder;
    this.bytesMax = bytesMax;
    this.fetchers = fetchers;
    this.metrics = metrics;
    this.index = new CacheIndex(bytesMax);
  }

  /**
   * An empty cache; what an earlier process left in its folder is deleted.
   *
   * @throws WeirException DATA_FOLDER_UNUSABLE
   */
  public static FileCache open(ObjectStore store, EngineConfig config, FileCacheMetrics metrics) {
    Path folder = config.cacheFolder().toAbsolutePath();
    try {
      ScratchFolder.wipe(folder);
    } catch (IOException e) {
      throw new WeirException(
          ErrorCode.DATA_FOLDER_UNUSABLE,
          "cannot write " + folder,
          "Check its rights and the space on its disk.",
          e);
    }
    ExecutorService fetchers =
        Executors.newFixedThreadPool(
            config.caches().fileFetchesMax(),
            Thread.ofPlatform().daemon().name("file-fetch-", 0).factory());
    FileCache cache =
        new FileCache(store, folder, config.caches().fileBytesMax(), fetchers, metrics);
    metrics.watch(cache::bytes);
    return cache;
  }

  /** Bytes of the files that are here or on their way. */
  public long bytes() {
    lock.lock();
    try {
      return index.bytes();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String pathOf(String location) {
    return target(location).toString();
  }

  @Override
  public boolean begins(String paths, String location) {
    return paths.startsWith(pathOf(location));
  }

  private Path target(String location) {
    return folder.resolve(hash(location) + ".parquet");
  }

  @Override
  public Lease lease(Collection<DataFile> files, Instant deadline) {
    Map<String, Long> wanted = new LinkedHashMap<>();
    files.forEach(file -> wanted.put(file.location(), file.fileSizeInBytes()));
    requireFitting(wanted);
    try {
      Hold hold = take(wanted, deadline);
      boolean done = false;
      try {
        for (FileFetch fetch : hold.underWay()) {
          await(fetch, deadline);
        }
        done = true;
        return () -> release(hold);
      } finally {
        if (!done) {
          release(hold);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(
          ErrorCode.CANCELLED, "the query was stopped while its files came", null, e);
    }
  }

  private void requireFitting(Map<String, Long> wanted) {
    long total = wanted.values().stream().mapToLong(Long::longValue).sum();
    if (total > bytesMax) {
      throw new WeirException(
          ErrorCode.DISK_FULL,
          "the statement reads "
              + wanted.size()
              + " data files of "
              + total
              + " bytes, and the node's cache of data files holds "
              + bytesMax,
          "Read less with a condition on the primary key or with a filter, or give the cluster a"
              + " larger cache.");
    }
  }

  /** Takes the files, all at once so that nobody waits for room with some of them in the hand. */
  private Hold take(Map<String, Long> wanted, Instant deadline) throws InterruptedException {
    Object self = new Object();
    lock.lockInterruptibly();
    try {
      while (true) {
        boolean turn = waiting.isEmpty() || waiting.peekFirst() == self || index.hasAll(wanted);
        CacheIndex.Taken taken = turn ? index.take(wanted) : null;
        if (taken != null) {
          metrics.taken(wanted.size() - taken.missing().size(), taken.missing().size());
          taken.evicted().forEach(this::delete);
          List<FileFetch> underWay = new ArrayList<>();
          taken.wanted().stream().map(fetches::get).filter(Objects::nonNull).forEach(underWay::add);
          taken.missing().forEach(entry -> underWay.add(fetch(entry)));
          return new Hold(taken.wanted(), underWay);
        }
        if (!waiting.contains(self)) {
          waiting.addLast(self);
        }
        long nanos = Duration.between(Instant.now(), deadline).toNanos();
        if (nanos <= 0) {
          throw late("the deadline passed while the cache of data files was full of files in use");
        }
        long ignored = room.awaitNanos(nanos);
      }
    } finally {
      waiting.remove(self);
      room.signalAll();
      lock.unlock();
    }
  }

  private void delete(CacheIndex.Entry entry) {
    delete(target(entry.location()));
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // The limit is overstepped by this file until the next start, and queries go on.
      LOG.log(System.Logger.Level.WARNING, "file-cache.delete path=" + path, e);
    }
  }

  private FileFetch fetch(CacheIndex.Entry entry) {
    Path target = target(entry.location());
    Path part = folder.resolve(target.getFileName() + "." + parts++ + ".part");
    FileFetch fetch = new FileFetch(entry, part, target);
    fetches.put(entry, fetch);
    try {
      fetchers.execute(() -> fetch(fetch));
    } catch (RejectedExecutionException closed) {
      end(fetch, stopping());
    }
    return fetch;
  }

  private void fetch(FileFetch fetch) {
    try {
      if (fetch.copy(store) && publish(fetch)) {
        metrics.fetched(fetch.entry().bytes());
        fetch.end().complete(null);
      } else {
        // Nobody waits for it, unless the cache is being closed.
        end(fetch, stopping());
      }
    } catch (WeirException e) {
      end(fetch, e);
    } catch (RuntimeException | IOException e) {
      end(
          fetch,
          new WeirException(ErrorCode.INTERNAL, "a data file could not be fetched: " + e, null, e));
    }
  }

  /** Gives a whole file its name, unless it was given up meanwhile. */
  private boolean publish(FileFetch fetch) throws IOException {
    lock.lock();
    try {
      if (!index.isCurrent(fetch.entry())) {
        return false;
      }
      Files.move(fetch.part(), fetch.target(), StandardCopyOption.ATOMIC_MOVE);
      index.arrived(fetch.entry());
      fetches.remove(fetch.entry());
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** A fetch that made no file. */
  private void end(FileFetch fetch, WeirException failure) {
    delete(fetch.part());
    lock.lock();
    try {
      index.giveUp(fetch.entry());
      index.forget(fetch.entry());
      fetches.remove(fetch.entry());
      room.signalAll();
    } finally {
      lock.unlock();
    }
    fetch.end().completeExceptionally(failure);
  }

  private static void await(FileFetch fetch, Instant deadline) throws InterruptedException {
    long nanos = Duration.between(Instant.now(), deadline).toNanos();
    try {
      var unused = fetch.end().get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late("the deadline passed while the data files of the query were fetched");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WeirException failure) {
        throw new WeirException(failure.code(), failure.getMessage(), failure.hint(), failure);
      }
      throw new IllegalStateException("fetches fail with coded errors only", e);
    }
  }

  private void release(Hold hold) {
    lock.lock();
    try {
      for (CacheIndex.Entry unwanted : index.release(hold.files())) {
        FileFetch fetch = fetches.get(unwanted);
        if (fetch != null) {
          fetch.stop();
        }
      }
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static WeirException late(String message) {
    return new WeirException(
        ErrorCode.DEADLINE_EXCEEDED, message, "Read less, or allow more time.");
  }

  private static WeirException stopping() {
    return new WeirException(
        ErrorCode.UNAVAILABLE, "the node is stopping", "Try again in a moment.");
  }

  private static String hash(String location) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(location.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Stops what is being fetched. The files stay until the next start. */
  @Override
  public void close() {
    List<FileFetch> open;
    lock.lock();
    try {
      open = List.copyOf(fetches.values());
    } finally {
      lock.unlock();
    }
    open.forEach(FileFetch::stop);
    fetchers.shutdownNow();
    // Those that had not begun will not end by themselves.
    open.forEach(fetch -> fetch.end().completeExceptionally(stopping()));
  }
}
