package dev.weir.engine.duck;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.storage.ObjectStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import org.apache.iceberg.DataFile;
import org.jspecify.annotations.Nullable;

/** Files of a store that is a folder on this machine. Nothing has to be kept: they never change. */
final class FilesInPlace implements FilePlaces {
  private static final Lease NOTHING = () -> {};

  private final ObjectStore store;

  FilesInPlace(ObjectStore store) {
    this.store = store;
  }

  @Override
  public Lease lease(Collection<DataFile> files, Instant deadline) {
    return NOTHING;
  }

  @Override
  public String pathOf(String location) {
    try {
      return store
          .localPath(store.keyOf(location))
          .map(Path::toString)
          .orElseThrow(() -> corrupt("a data file of the table is missing", null));
    } catch (IllegalArgumentException e) {
      throw corrupt("a data file of the table is outside of the warehouse's object store", e);
    }
  }

  @Override
  public boolean begins(String paths, String location) {
    int scheme = location.indexOf("://");
    return paths.startsWith(scheme < 0 ? location : location.substring(scheme + 3));
  }

  private static WeirException corrupt(String message, @Nullable Throwable cause) {
    return new WeirException(
        ErrorCode.CORRUPT_DATA_FILE,
        message,
        "Read an older snapshot with AT, or restore the file.",
        cause);
  }
}
