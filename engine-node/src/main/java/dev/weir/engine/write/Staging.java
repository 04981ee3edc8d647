package dev.weir.engine.write;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder where this process makes files before they are part of a table. Each process has one
 * of its own and holds a lock in it, so that the next start tells what a killed process left from
 * what a living one is writing. Thread-safe.
 */
final class Staging implements AutoCloseable {
  private static final String OWNER_LOCK = "owner.lock";
  private static final String PREFIX = "writer-";

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;

  private Staging(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  static Staging open(Path root) throws IOException {
    Path folder = root.resolve(PREFIX + UUID.randomUUID());
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve(OWNER_LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return new Staging(folder, channel, channel.lock());
  }

  /** A folder for one statement; closing it deletes it. */
  StagedWork begin(String queryId) throws IOException {
    Path work = folder.resolve(queryId + "-" + UUID.randomUUID());
    Files.createDirectories(work);
    return new StagedWork(work);
  }

  /** What processes that are gone have left in {@code root}. */
  static List<Path> abandoned(Path root) throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith(PREFIX))
          .filter(Staging::isAbandoned)
          .toList();
    }
  }

  private static boolean isAbandoned(Path folder) {
    Path owner = folder.resolve(OWNER_LOCK);
    if (!Files.exists(owner)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(owner, StandardOpenOption.WRITE);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (IOException | OverlappingFileLockException held) {
      return false;
    }
  }

  static void deleteFolder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    boolean undecided;
    try (Stream<Path> works = Files.list(folder)) {
      undecided = works.anyMatch(work -> Files.exists(work.resolve(StagedWork.UNDECIDED)));
    }
    lock.release();
    channel.close();
    if (!undecided) {
      deleteFolder(folder);
    }
  }
}
