package dev.weir.local.folder;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a data folder, held by one process at a time. The operating system drops it
 * when the process dies, however it dies.
 */
public final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws WeirException DATA_FOLDER_IN_USE, naming the process that holds it
   */
  public static FolderLock take(DataFolder folder) {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(folder.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw inUse(folder);
      }
      return new FolderLock(channel);
    } catch (IOException e) {
      closeQuietly(channel);
      throw new WeirException(
          ErrorCode.DATA_FOLDER_UNUSABLE,
          "The data folder " + folder.root() + " cannot be locked: " + e.getMessage(),
          "Check that you may write there and that its file system supports locks.",
          e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      return null;
    }
  }

  private static WeirException inUse(DataFolder folder) {
    String holder =
        ProcessRecord.read(folder)
            .map(process -> "process %d, at %s".formatted(process.pid(), process.url()))
            .orElse("another process that is just starting or stopping");
    return new WeirException(
        ErrorCode.DATA_FOLDER_IN_USE,
        "The data folder " + folder.root() + " is in use by " + holder + ".",
        "Use that one (./weir status), stop it (./weir down), or give another folder with --data.");
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException expected) {
        // Nothing was written through it.
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
