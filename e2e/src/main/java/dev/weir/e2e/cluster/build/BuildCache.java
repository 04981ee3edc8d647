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
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder outside of the clone that keeps what was built, under the hash of its inputs. An entry
 * appears whole or not at all, and is never changed. Two processes that need the same entry build
 * it once: the second waits. Of entries of one name the last two are kept, and those that were used
 * within two hours. Thread-safe.
 */
public final class BuildCache {
  // A file lock belongs to the whole JVM: threads of one JVM have to be kept apart by another.
  private static final ConcurrentHashMap<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private static final int KEPT = 2;
  private static final Duration IN_USE = Duration.ofHours(2);

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
      touch(entry);
      return entry;
    }
    ReentrantLock lock = LOCKS.computeIfAbsent(entry, key -> new ReentrantLock());
    lock.lock();
    try {
      Files.createDirectories(folder);
      build(entry, builder);
      prune(name);
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

  /** Whoever uses an entry says so: its age is that of its last use. */
  private static void touch(Path entry) {
    try {
      Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
    } catch (IOException readOnly) {
      // Then nobody deletes here, either.
    }
  }

  private void prune(String name) throws IOException {
    Pattern ofName = Pattern.compile(Pattern.quote(name) + "-[0-9a-f]{20}");
    Map<Path, FileTime> used = new HashMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        if (ofName.matcher(entry.getFileName().toString()).matches()) {
          used.put(entry, Files.getLastModifiedTime(entry));
        }
      }
    }
    Instant old = Instant.now().minus(IN_USE);
    used.keySet().stream()
        .sorted(Comparator.comparing(used::get).reversed())
        .skip(KEPT)
        .filter(entry -> used.get(entry).toInstant().isBefore(old))
        .forEach(BuildCache::delete);
  }

  private static void delete(Path folder) {
    Command.of("rm", "-rf", "--one-file-system", folder.toString()).run("delete " + folder);
  }
}
