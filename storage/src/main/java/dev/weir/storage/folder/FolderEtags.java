package dev.weir.storage.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Etags of files: inode, size and time of change. File systems stamp files by a clock that stands
 * still for milliseconds and give a freed inode away again, so two writes of one key in a row could
 * look alike; every write is therefore stamped with a microsecond that this JVM uses once. Two
 * processes may use the same microsecond, but not for the same inode of one key: writes of a key
 * exclude each other and each takes longer. Thread-safe.
 */
final class FolderEtags {
  private static final AtomicLong LAST_MICROS = new AtomicLong();

  /** Gives a file that is not published yet its time of change. */
  void stamp(Path file) throws IOException {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    long micros = LAST_MICROS.updateAndGet(last -> Math.max(last + 1, now));
    Files.setLastModifiedTime(file, FileTime.from(micros, TimeUnit.MICROSECONDS));
  }

  String of(BasicFileAttributes attributes) {
    long micros = attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS);
    int inode = Objects.hashCode(attributes.fileKey());
    return Long.toHexString(micros)
        + "-"
        + Long.toHexString(attributes.size())
        + "-"
        + Integer.toHexString(inode);
  }
}
