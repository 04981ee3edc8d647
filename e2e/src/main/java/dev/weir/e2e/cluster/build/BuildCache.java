package dev.weir.e2e.cluster.build;

import dev.weir.e2e.cluster.process.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A folder outside of the clone that keeps what was built, under the hash of its inputs. An entry
 * appears whole or not at all, and is never changed. Two processes that need the same entry build
 * it once: the second waits. Thread-safe.
 */
public final class BuildCache {
  // A file lock belongs to the whole JVM: threads of one JVM have to be kept apart by another.
  private static final ConcurrentHashMap<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private final Path folder;

  /**
   * @param folder where entries lie; made when the first is built
   */
  public BuildCache(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** The user's own cache: {@code $XDG_CACHE_HOME/weir/e2e}, or {@code ~/.cache/weir/e2e}. */
  public static BuildCache ofUser() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path home =
        configured == null || configured.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return new BuildCache(home.resolve("weir").resolve("e2e"));
  }

  /** Fills an empty folder. */
  @FunctionalInterface
  public interface Builder {
    /** Writes the entry's files into the folder, which exists and is empty. */
    void build(Path target) throws IOException;
  }

  /** The folder with all entries. */
  public Path folder() {
    return folder;
  }

  /**
   * Finds an entry or builds it.
   *
   * @param name says to a reader what it is
   * @param hash of everything that its content depends on
   * @return the entry's folder
   */
  public Path require(String name, InputHash hash, Builder builder) {
    Path entry = folder.resolve(name + "-" + hash.value());
    if (Files.isDirectory(entry)) {
      return entry;
    }
    ReentrantLock lock = LOCKS.computeIfAbsent(entry, key -> new ReentrantLock());
    lock.lock();
    try {
      Files.createDirectories(folder);
      build(entry, builder);
      return entry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  private void build(Path entry, Builder builder) throws IOException {
    Path lockFile = folder.resolve(entry.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (!held.isValid() || Files.isDirectory(entry)) {
        return;
      }
      // What an interrupted build has left is of no use: nobody else can be at it now.
      Path unfinished = folder.resolve(entry.getFileName() + ".unfinished");
      delete(unfinished);
      Files.createDirectory(unfinished);
      builder.build(unfinished);
      Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void delete(Path folder) {
    Command.of("rm", "-rf", "--one-file-system", folder.toString()).run("delete " + folder);
  }
}
