package dev.weir.engine.duck;

import dev.weir.storage.ObjectStore;
import java.time.Instant;
import java.util.Collection;
import org.apache.iceberg.DataFile;

/** Where the SQL engine finds data files. Thread-safe. */
public interface FilePlaces {

  /** Files that stay where they are until it is closed. Closed once. */
  @FunctionalInterface
  interface Lease extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Brings files to this machine, as far as they are not there, and keeps them.
   *
   * @param deadline until which to wait for them
   * @throws dev.weir.contracts.error.WeirException CORRUPT_DATA_FILE for one that is missing or not
   *     what its manifest says, DISK_FULL when all of them together have no room here,
   *     DEADLINE_EXCEEDED, CANCELLED when the thread is interrupted, UNAVAILABLE
   */
  Lease lease(Collection<DataFile> files, Instant deadline);

  /** Path of the local file with the bytes of that location, while a lease holds it. */
  String pathOf(String location);

  /** Whether a list of paths, as the SQL engine prints it, begins with the file of a location. */
  boolean begins(String paths, String location);

  /** Files of a store that is a folder on this machine, read where they are. */
  static FilePlaces inPlace(ObjectStore store) {
    return new FilesInPlace(store);
  }
}
