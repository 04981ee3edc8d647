package dev.weir.engine.files;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.StorageFailures;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;

/** One data file on its way. It stops early when nobody needs it any more. */
final class FileFetch {
  private static final int BUFFER_BYTES = 256 << 10;

  private final CacheIndex.Entry entry;
  private final Path part;
  private final Path target;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile boolean unwanted;

  /**
   * @param part the file in the making, which no other fetch writes
   * @param target its name when it is whole
   */
  FileFetch(CacheIndex.Entry entry, Path part, Path target) {
    this.entry = entry;
    this.part = part;
    this.target = target;
  }

  CacheIndex.Entry entry() {
    return entry;
  }

  Path part() {
    return part;
  }

  Path target() {
    return target;
  }

  /** Completed when the file is there, or with why it is not. */
  CompletableFuture<Void> end() {
    return end;
  }

  void stop() {
    unwanted = true;
  }

  /**
   * Copies the object into {@link #part}.
   *
   * @return false when it was stopped before its end
   * @throws WeirException CORRUPT_DATA_FILE, DISK_FULL, UNAVAILABLE
   */
  boolean copy(ObjectStore store) {
    try (InputStream in = store.open(keyIn(store), 0);
        OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      long copied = 0;
      int count = in.read(buffer);
      while (count >= 0 && copied <= entry.bytes() && !unwanted) {
        write(out, buffer, count);
        copied += count;
        count = in.read(buffer);
      }
      if (!unwanted) {
        requireLength(copied);
      }
      return !unwanted;
    } catch (IOException failure) {
      throw StorageFailures.toWeirException("fetching a data file of the table", failure);
    }
  }

  private String keyIn(ObjectStore store) {
    try {
      return store.keyOf(entry.location());
    } catch (IllegalArgumentException strange) {
      throw new WeirException(
          ErrorCode.CORRUPT_DATA_FILE,
          "a data file of the table is outside of the warehouse's object store",
          "Read an older snapshot with AT, or restore the file.",
          strange);
    }
  }

  private static void write(OutputStream out, byte[] bytes, int count) {
    try {
      out.write(bytes, 0, count);
    } catch (IOException failure) {
      throw new WeirException(
          ErrorCode.DISK_FULL,
          "the node's cache of data files cannot be written: " + failure.getMessage(),
          "Give the disk of the cache more space, or the cache a smaller limit.",
          failure);
    }
  }

  private void requireLength(long copied) {
    if (copied != entry.bytes()) {
      throw new WeirException(
          ErrorCode.CORRUPT_DATA_FILE,
          "a data file of the table has "
              + (copied > entry.bytes() ? "more than " + entry.bytes() : copied)
              + " bytes, and its manifest says "
              + entry.bytes()
              + ": "
              + entry.location().substring(entry.location().lastIndexOf('/') + 1),
          "Read an older snapshot with AT, or restore the file.");
    }
  }
}
