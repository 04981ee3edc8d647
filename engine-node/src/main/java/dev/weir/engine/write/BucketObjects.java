package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.upload.Upload;
import dev.weir.engine.upload.UploadFolder;
import dev.weir.storage.ObjectInfo;
import dev.weir.storage.ObjectKeys;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.StorageFailures;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Objects of the warehouse's store that COPY names, as files of this machine. For administrators
 * alone: any object may be a piece of a table, which rights and policies guard. Thread-safe.
 */
final class BucketObjects {
  /** What comes before the key in {@code COPY … FROM}. */
  static final String REFERENCE_PREFIX = "bucket:";

  private final ObjectStore store;
  private final UploadFolder copies;

  /**
   * @param copies takes what has to be brought here, within its limits, until it is loaded
   */
  BucketObjects(ObjectStore store, UploadFolder copies) {
    this.store = store;
    this.copies = copies;
  }

  /** What is done with the file. */
  @FunctionalInterface
  interface Use {
    WriteResult of(Path file, String fileName) throws InterruptedException;
  }

  /**
   * Has the object here while {@code use} runs.
   *
   * @param reference {@code bucket:KEY}, the key below the root of the store
   * @throws WeirException PERMISSION_DENIED, BAD_INPUT_FILE when there is no such object,
   *     DISK_FULL, DEADLINE_EXCEEDED, UNAVAILABLE when the store does not answer
   * @throws InterruptedException when the statement was cancelled
   */
  WriteResult with(String reference, QueryContext context, Use use) throws InterruptedException {
    if (!context.caller().admin()) {
      throw new WeirException(
          ErrorCode.PERMISSION_DENIED,
          "COPY from the object store is for administrators",
          "Load a file of your own: ./weir load TABLE FILE.");
    }
    String key = reference.substring(REFERENCE_PREFIX.length());
    String name = key.substring(key.lastIndexOf('/') + 1);
    try {
      ObjectInfo object = find(key);
      Optional<Path> file = store.localPath(key);
      if (file.isPresent()) {
        return use.of(file.get(), name);
      }
      Upload copy = fetch(object, name, context);
      try {
        return use.of(copy.file(), name);
      } finally {
        copies.discard(copy);
      }
    } catch (InterruptedIOException cancelled) {
      throw (InterruptedException) new InterruptedException(key).initCause(cancelled);
    } catch (IOException failure) {
      throw StorageFailures.toWeirException("reading the object " + key, failure);
    }
  }

  private ObjectInfo find(String key) throws IOException {
    Optional<ObjectInfo> object = ObjectKeys.isKey(key) ? store.head(key) : Optional.empty();
    return object.orElseThrow(
        () ->
            new WeirException(
                ErrorCode.BAD_INPUT_FILE,
                "there is no object " + key + " in the warehouse's object store",
                "Give the key below the store's prefix, without a slash at its start."));
  }

  private Upload fetch(ObjectInfo object, String name, QueryContext context) throws IOException {
    try (InputStream content =
        new Stoppable(store.open(object.key(), 0), context.deadline(), object.key())) {
      return copies.receive(context.caller(), name, object.size(), content);
    }
  }

  /** Ends when the statement is cancelled or its time is over. */
  private static final class Stoppable extends FilterInputStream {
    private final Instant deadline;
    private final String key;

    Stoppable(InputStream in, Instant deadline, String key) {
      super(in);
      this.deadline = deadline;
      this.key = key;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (Thread.interrupted()) {
        throw new InterruptedIOException("cancelled");
      }
      if (Instant.now().isAfter(deadline)) {
        throw new WeirException(
            ErrorCode.DEADLINE_EXCEEDED,
            "the deadline passed while the object " + key + " was being read",
            "Nothing was committed. Ask for a longer timeout.");
      }
      return super.read(to, offset, length);
    }
  }
}
