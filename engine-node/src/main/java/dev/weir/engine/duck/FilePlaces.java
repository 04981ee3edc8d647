package dev.weir.engine.duck;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.storage.ObjectStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the SQL engine finds a data file. Thread-safe. */
@FunctionalInterface
public interface FilePlaces {

  /** Path of the local file that has the bytes of that location. */
  String pathOf(String location);

  /** Files of a store that is a folder on this machine, read where they are. */
  static FilePlaces inPlace(ObjectStore store) {
    boolean folder = store.locationOf("x").startsWith("file:");
    return location -> {
      if (!folder) {
        throw new WeirException(
            ErrorCode.STATEMENT_NOT_SUPPORTED,
            "this node reads tables of a folder store only",
            "Reading from S3 comes with the node's cache.");
      }
      try {
        return store
            .localPath(store.keyOf(location))
            .map(Path::toString)
            .orElseThrow(() -> corrupt("a data file of the table is missing", null));
      } catch (IllegalArgumentException e) {
        throw corrupt("a data file of the table is outside of the warehouse's object store", e);
      }
    };
  }

  private static WeirException corrupt(String message, @Nullable Throwable cause) {
    return new WeirException(
        ErrorCode.CORRUPT_DATA_FILE,
        message,
        "Read an older snapshot with AT, or restore the file.",
        cause);
  }
}
