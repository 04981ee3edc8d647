package dev.weir.storage.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Mutual exclusion for the keys of one folder, among threads, stores and processes. Keys share
 * {@value #STRIPES} lock files, which stay: removing one while another process waits for it would
 * let both in. The operating system frees the locks of a process that dies. Thread-safe.
 */
final class FolderLocks {
  static final int STRIPES = 64;

  /**
   * One lock a file for the whole JVM, because file locks are held by the process: two stores over
   * one folder would not exclude each other.
   */
  private static final Map<Path, ReentrantLock> JVM_LOCKS = new ConcurrentHashMap<>();

  private final Path folder;

  FolderLocks(Path folder) {
    this.folder = folder;
  }

  /** What runs under a lock. */
  interface Action<T> {
    T run() throws IOException;
  }

  /** Runs {@code action} while nobody else runs one for the same key. */
  <T> T withLock(String key, Action<T> action) throws IOException {
    Path file = folder.resolve("stripe-" + Math.floorMod(key.hashCode(), STRIPES));
    ReentrantLock jvmLock = JVM_LOCKS.computeIfAbsent(file, ignored -> new ReentrantLock());
    jvmLock.lock();
    try {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.lock()) {
        if (!held.isValid()) {
          throw new IOException("lock of " + file + " was lost");
        }
        return action.run();
      }
    } finally {
      jvmLock.unlock();
    }
  }
}
