package dev.weir.storage.iceberg;

import dev.weir.storage.ObjectInfo;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.ObjectStores;
import dev.weir.storage.StorageProperties;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.BulkDeletionFailureException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SupportsBulkOperations;
import org.apache.iceberg.io.SupportsPrefixOperations;
import org.jspecify.annotations.Nullable;

/**
 * Iceberg's file access over an {@link ObjectStore}: the only way in which Weir reads and writes
 * table metadata. Made over a store that its caller closes, or by class name ({@code io-impl}) from
 * the properties of {@link StorageProperties}, in which case it opens its own and closes it.
 * Serialises as its properties. Thread-safe.
 *
 * <p>Errors are Iceberg's: {@code NotFoundException}, {@code AlreadyExistsException}, {@link
 * RuntimeIOException}; {@link IllegalArgumentException} for a location outside the store.
 */
public final class ObjectStoreFileIO
    implements FileIO, SupportsBulkOperations, SupportsPrefixOperations {
  private static final long serialVersionUID = 1L;

  private static final int PAGE = 1000;

  private Map<String, String> properties;
  private transient @Nullable ObjectStore store;
  private transient boolean owned;

  /** For Iceberg, which calls {@link #initialize} next. */
  public ObjectStoreFileIO() {
    this.properties = Map.of();
  }

  /** Over a store that the caller closes. */
  public ObjectStoreFileIO(ObjectStore store) {
    this.properties = Map.of();
    this.store = store;
  }

  @Override
  public synchronized void initialize(Map<String, String> settings) {
    properties = Map.copyOf(settings);
  }

  @Override
  public Map<String, String> properties() {
    return properties;
  }

  @Override
  public InputFile newInputFile(String path) {
    return new ObjectInputFile(store(), path, ObjectInputFile.LENGTH_UNKNOWN);
  }

  @Override
  public InputFile newInputFile(String path, long length) {
    return new ObjectInputFile(store(), path, length);
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return new ObjectOutputFile(store(), path);
  }

  @Override
  public void deleteFile(String path) {
    String key = store().keyOf(path);
    try {
      store().delete(List.of(key));
    } catch (IOException failure) {
      throw new RuntimeIOException(failure, "cannot delete %s", path);
    }
  }

  @Override
  public void deleteFiles(Iterable<String> paths) throws BulkDeletionFailureException {
    List<String> keys = new ArrayList<>();
    int failed = 0;
    for (String path : paths) {
      keys.add(store().keyOf(path));
      if (keys.size() == PAGE) {
        failed += deleteOrCount(keys);
        keys.clear();
      }
    }
    failed += deleteOrCount(keys);
    if (failed > 0) {
      throw new BulkDeletionFailureException(failed);
    }
  }

  @Override
  public Iterable<FileInfo> listPrefix(String prefix) {
    return () ->
        new ObjectListingIterator(store(), prefixKey(prefix), PAGE)
            .map(
                info ->
                    new FileInfo(
                        store().locationOf(info.key()), info.size(), info.modifiedEpochMillis()));
  }

  @Override
  public void deletePrefix(String prefix) {
    String key = prefixKey(prefix);
    try {
      List<ObjectInfo> page = store().list(key, "", PAGE);
      while (!page.isEmpty()) {
        store().delete(page.stream().map(ObjectInfo::key).toList());
        page = store().list(key, page.getLast().key(), PAGE);
      }
    } catch (IOException failure) {
      throw new RuntimeIOException(failure, "cannot delete what starts with %s", prefix);
    }
  }

  @Override
  public synchronized void close() {
    if (owned && store != null) {
      store.close();
      store = null;
      owned = false;
    }
  }

  private synchronized ObjectStore store() {
    ObjectStore open = store;
    if (open == null) {
      open = ObjectStores.open(StorageProperties.parse(properties));
      store = open;
      owned = true;
    }
    return open;
  }

  private String prefixKey(String prefix) {
    boolean folder = prefix.endsWith("/");
    String key = store().keyOf(folder ? prefix.substring(0, prefix.length() - 1) : prefix);
    return folder ? key + "/" : key;
  }

  private int deleteOrCount(List<String> keys) {
    try {
      store().delete(keys);
      return 0;
    } catch (IOException failure) {
      return keys.size();
    }
  }
}
