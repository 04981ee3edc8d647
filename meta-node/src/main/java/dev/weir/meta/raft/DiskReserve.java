package dev.weir.meta.raft;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps the last bytes of a node's disk for what is under way. A change that comes when they are
 * all that is left is refused before it reaches the log; a log or state that met a full disk would
 * stop the node until its next start. Thread-safe.
 */
final class DiskReserve {
  // Finding it reads the machine's table of mounts, asking it is one call.
  private final FileStore disk;
  private final long bytes;

  /**
   * @param folder on the disk that is watched; it is there
   * @param bytes that changes leave free; 0: nothing
   */
  DiskReserve(Path folder, long bytes) throws IOException {
    this.disk = Files.getFileStore(folder);
    this.bytes = bytes;
  }

  /** Whether another change may be logged. A disk that does not tell its space has enough. */
  boolean hasRoom() {
    try {
      return bytes == 0 || disk.getUsableSpace() >= bytes;
    } catch (IOException unknown) {
      return true;
    }
  }

  /** What the sender of a change hears when there is no room; nothing has happened. */
  static WeirException exhausted() {
    return new WeirException(
        ErrorCode.DISK_FULL,
        "the disk of the catalog is full: the change was refused",
        "Nothing was changed. Free some space on the disk of the meta node and try again.");
  }
}
