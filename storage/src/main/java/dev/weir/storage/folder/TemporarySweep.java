package dev.weir.storage.folder;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what a process that died left in the temporary folder of a store. */
final class TemporarySweep {
  private static final Logger LOG = LoggerFactory.getLogger(TemporarySweep.class);

  private TemporarySweep() {}

  /**
   * Deletes files that nobody wrote to for {@code age}: another process on the same folder may be
   * in the middle of an upload.
   *
   * @return how many were deleted
   */
  static int sweep(Path folder, Duration age) throws IOException {
    Instant newest = Instant.now().minus(age);
    int deleted = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (isOlder(file, newest) && Files.deleteIfExists(file)) {
          deleted++;
        }
      }
    }
    if (deleted > 0) {
      LOG.info("event=temporary-files-swept folder={} files={}", folder, deleted);
    }
    return deleted;
  }

  private static boolean isOlder(Path file, Instant newest) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(newest);
    } catch (NoSuchFileException expected) {
      return false;
    }
  }
}
