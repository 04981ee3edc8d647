package dev.weir.engine.files;

import dev.weir.storage.ObjectInfo;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.PutCondition;
import dev.weir.storage.folder.FolderObjectStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store that is not on this machine, as far as anybody can tell. Its reads can be stopped in the
 * middle of an object.
 */
final class TestingGatedStore implements ObjectStore {
  /** Bytes that get through before the gate. */
  static final int HEAD = 10;

  private final ObjectStore inner;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger openMost = new AtomicInteger();
  private final Semaphore reached = new Semaphore(0);
  private final Semaphore passes = new Semaphore(0);
  private volatile boolean gated;

  TestingGatedStore(Path folder) throws IOException {
    inner = FolderObjectStore.open(Files.createDirectories(folder));
  }

  /** From now on reads stop after {@link #HEAD} bytes until they are let through. */
  void gate(boolean shut) {
    gated = shut;
  }

  /** Returns when so many more reads stand before the gate. */
  void awaitReads(int count) throws InterruptedException {
    reached.acquire(count);
  }

  void letThrough(int count) {
    passes.release(count);
  }

  /** How often an object was opened. */
  int opened() {
    return opened.get();
  }

  /** How many objects were open at once, at most. */
  int openMost() {
    return openMost.get();
  }

  @Override
  public InputStream open(String key, long offset) throws IOException {
    opened.incrementAndGet();
    openMost.accumulateAndGet(open.incrementAndGet(), Math::max);
    return new FilterInputStream(inner.open(key, offset)) {
      private boolean started;
      private boolean passed;

      @Override
      public int read(byte[] buffer, int from, int length) throws IOException {
        if (!gated || passed) {
          return super.read(buffer, from, length);
        }
        if (!started) {
          started = true;
          return super.read(buffer, from, Math.min(HEAD, length));
        }
        reached.release();
        try {
          passes.acquire();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("interrupted at the gate");
        }
        passed = true;
        return super.read(buffer, from, length);
      }

      @Override
      public void close() throws IOException {
        open.decrementAndGet();
        super.close();
      }
    };
  }

  @Override
  public Optional<ObjectInfo> head(String key) throws IOException {
    return inner.head(key);
  }

  @Override
  public byte[] readRange(String key, long offset, int length) throws IOException {
    return inner.readRange(key, offset, length);
  }

  @Override
  public ObjectInfo put(String key, byte[] content, PutCondition condition) throws IOException {
    return inner.put(key, content, condition);
  }

  @Override
  public ObjectInfo putFile(String key, Path source, PutCondition condition) throws IOException {
    return inner.putFile(key, source, condition);
  }

  @Override
  public Upload create(String key, PutCondition condition) throws IOException {
    return inner.create(key, condition);
  }

  @Override
  public List<ObjectInfo> list(String prefix, String startAfter, int limit) throws IOException {
    return inner.list(prefix, startAfter, limit);
  }

  @Override
  public void delete(Collection<String> keys) throws IOException {
    inner.delete(keys);
  }

  @Override
  public String locationOf(String key) {
    return inner.locationOf(key);
  }

  @Override
  public String keyOf(String location) {
    return inner.keyOf(location);
  }

  @Override
  public Optional<Path> localPath(String key) {
    return Optional.empty();
  }

  @Override
  public void close() {
    inner.close();
  }
}
