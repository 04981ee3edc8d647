package dev.weir.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where every byte that must last is kept: an S3 bucket, or a folder on a laptop. Keys are paths
 * under one root, separated by {@code /}, in the grammar of {@link ObjectKeys}; a key must not be
 * the folder of another ({@code a} and {@code a/b}). What was put is durable and readable by
 * everybody when the put returns. Thread-safe.
 *
 * <p>Failures: {@link IllegalArgumentException} for what is not a key, {@link
 * java.nio.file.NoSuchFileException} for a key that is not there, {@link
 * PreconditionFailedException}, {@link DiskFullException}, {@link
 * java.nio.file.AccessDeniedException}, any other {@link IOException} after bounded retries. {@link
 * StorageFailures} maps them to error codes.
 */
public interface ObjectStore extends AutoCloseable {

  /** The object of that key, or empty. */
  Optional<ObjectInfo> head(String key) throws IOException;

  /** {@code length} bytes from {@code offset}; fewer only at the end of the object, none behind. */
  byte[] readRange(String key, long offset, int length) throws IOException;

  /**
   * The object's bytes from {@code offset} on; none when it is at or behind the end. All of one
   * version of the object. The caller closes the stream.
   */
  InputStream open(String key, long offset) throws IOException;

  /** Writes an object whole. */
  ObjectInfo put(String key, byte[] content, PutCondition condition) throws IOException;

  /** Writes the content of a local file, which may be large, as an object. */
  ObjectInfo putFile(String key, Path source, PutCondition condition) throws IOException;

  /**
   * As {@link #putFile}, and {@code source} is gone afterwards. A folder renames where it can, so
   * that a large file is not written twice. After a failure {@code source} is still there.
   */
  default ObjectInfo moveFile(String key, Path source, PutCondition condition) throws IOException {
    ObjectInfo info = putFile(key, source, condition);
    Files.deleteIfExists(source);
    return info;
  }

  /**
   * A stream whose content becomes the object when it is closed, and nothing before. See {@link
   * Upload#abort}.
   */
  Upload create(String key, PutCondition condition) throws IOException;

  /**
   * Objects whose key starts with {@code prefix}, in the order of their keys in UTF-8.
   *
   * @param startAfter only keys behind this one; empty: from the first
   * @param limit at most so many, 1 to 1,000
   */
  List<ObjectInfo> list(String prefix, String startAfter, int limit) throws IOException;

  /**
   * Deletes the objects. A key that is not there is no error. Tries all of them before it fails.
   */
  void delete(Collection<String> keys) throws IOException;

  /**
   * URI of a key as Iceberg metadata names it: {@code s3://bucket/prefix/key} or {@code
   * file:///folder/key}. Characters are not percent-encoded, as Iceberg's own stores do not.
   */
  String locationOf(String key);

  /**
   * The key of a location that {@link #locationOf} made.
   *
   * @throws IllegalArgumentException when it is outside this store
   */
  String keyOf(String location);

  /**
   * The object's file where the store is a folder on this machine; empty otherwise. It must not be
   * changed.
   */
  Optional<Path> localPath(String key);

  @Override
  void close();

  /** An object in the making. Not thread-safe. */
  abstract class Upload extends OutputStream {
    /** Forgets what was written: closing it then makes no object. */
    public abstract void abort() throws IOException;

    /** The object. Only after a successful {@link #close}. */
    public abstract ObjectInfo info();
  }
}
