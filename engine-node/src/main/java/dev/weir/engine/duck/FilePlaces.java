package dev.weir.engine.duck;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.storage.ObjectStore;
import java.nio.file.Path;

/** Where the SQL engine finds a data file. Thread-safe. */
@FunctionalInterface
public interface FilePlaces {

  /** Path of the local file that has the bytes of that location. */
  String pathOf(String location);

  /** Files of a store that is a folder on this machine, read where they are. */
  static FilePlaces inPlace(ObjectStore store) {
    return location -> {
      String key;
      try {
        key = store.keyOf(location);
      } catch (IllegalArgumentException e) {
        throw new WeirException(
            ErrorCode.CORRUPT_DATA_FILE,
            "a data file of the table is outside of the warehouse's object store",
            "Tables can read files of their own warehouse only.",
            e);
      }
      return store
          .localPath(key)
          .map(Path::toString)
          .orElseThrow(
              () ->
                  new WeirException(
                      ErrorCode.STATEMENT_NOT_SUPPORTED,
                      "this node reads tables of a folder store only",
                      "Reading from S3 comes with the node's cache."));
    };
  }
}
