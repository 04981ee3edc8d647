package dev.weir.storage;

import dev.weir.contracts.config.StorageConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.storage.folder.FolderObjectStore;
import dev.weir.storage.s3.S3ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Opens the store that a configuration names. */
public final class ObjectStores {
  private ObjectStores() {}

  /**
   * The store of {@code config}; the caller closes it.
   *
   * @throws WeirException {@code INVALID_CONFIGURATION} with every setting that is wrong, {@code
   *     DATA_FOLDER_UNUSABLE} for a folder that cannot be made or written, {@code UNAVAILABLE} for
   *     a bucket that cannot be listed
   */
  public static ObjectStore open(StorageConfig config) {
    StorageConfigCheck.require(config);
    return switch (config.kind()) {
      case FOLDER -> openFolder(String.valueOf(config.folder()));
      case S3 -> openBucket(Objects.requireNonNull(config.s3()));
    };
  }

  private static ObjectStore openFolder(String folder) {
    try {
      return FolderObjectStore.open(Path.of(folder));
    } catch (IOException failure) {
      throw new WeirException(
          ErrorCode.DATA_FOLDER_UNUSABLE,
          "folder " + folder + " cannot be used as an object store: " + failure,
          "Check that it is a folder that this user may write to, on a disk with free space.",
          failure);
    }
  }

  private static ObjectStore openBucket(StorageConfig.S3 config) {
    ObjectStore store = S3ObjectStore.open(config);
    try {
      // A wrong endpoint, key or bucket is said at the start, not by the first query.
      List<ObjectInfo> unused = store.list("", "", 1);
      return store;
    } catch (IOException failure) {
      store.close();
      throw StorageFailures.toWeirException("opening the object store " + store, failure);
    }
  }
}
