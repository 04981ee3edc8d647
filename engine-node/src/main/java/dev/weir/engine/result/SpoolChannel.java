package dev.weir.engine.result;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Takes the bytes of one result: in memory until they are too many, then in a file. */
final class SpoolChannel implements WritableByteChannel {
  private static final long SPACE_CHECK_BYTES = 64L << 20;

  private final ResultStoreConfig limits;
  private final long bytesMax;
  private final long heapBytesMax;
  private final Path file;
  private @Nullable ByteArrayOutputStream heap = new ByteArrayOutputStream();
  private @Nullable FileChannel channel;
  private long size;
  private long sizeAtSpaceCheck;
  private boolean open = true;

  /**
   * @param bytesMax more is refused
   * @param heapBytesMax more goes to the file; -1: everything does
   */
  SpoolChannel(ResultStoreConfig limits, Path file, long bytesMax, long heapBytesMax) {
    this.limits = limits;
    this.bytesMax = bytesMax;
    this.heapBytesMax = heapBytesMax;
    this.file = file;
  }

  /** Bytes so far. */
  long size() {
    return size;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    if (size + length > bytesMax) {
      throw new WeirException(
          ErrorCode.RESULT_TOO_LARGE,
          "The result is larger than " + bytesMax + " bytes.",
          "Aggregate or add a LIMIT, or read it through Flight SQL, which streams without a limit.");
    }
    if (heap != null && size + length > heapBytesMax) {
      spill(heap);
      heap = null;
    }
    if (heap != null) {
      byte[] copy = new byte[length];
      bytes.get(copy);
      heap.writeBytes(copy);
    } else {
      writeToFile(bytes);
    }
    size += length;
    return length;
  }

  /** What was written; this object is done. */
  StoredBytes seal() {
    open = false;
    if (heap != null) {
      return new HeapBytes(heap.toByteArray());
    }
    FileChannel sealed = channel;
    if (sealed == null) {
      throw new IllegalStateException("The spool has been closed");
    }
    channel = null;
    return new FileBytes(file, sealed, size);
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** Gives up what was written and not sealed. */
  @Override
  public void close() {
    open = false;
    heap = null;
    if (channel != null) {
      new FileBytes(file, channel, size).delete();
      channel = null;
    }
  }

  private void spill(ByteArrayOutputStream written) throws IOException {
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    requireSpace();
    writeToFile(ByteBuffer.wrap(written.toByteArray()));
  }

  private void writeToFile(ByteBuffer bytes) throws IOException {
    if (size - sizeAtSpaceCheck > SPACE_CHECK_BYTES) {
      requireSpace();
    }
    FileChannel to = channel;
    if (to == null) {
      throw new IllegalStateException("The spool has been closed");
    }
    try {
      while (bytes.hasRemaining()) {
        to.write(bytes);
      }
    } catch (IOException failure) {
      requireSpace();
      throw failure;
    }
  }

  private void requireSpace() throws IOException {
    sizeAtSpaceCheck = size;
    long free = Files.getFileStore(limits.folder()).getUsableSpace();
    if (free < limits.diskReserveBytes()) {
      throw new WeirException(
          ErrorCode.DISK_FULL,
          "The result does not fit the disk of the results folder: " + free + " bytes are free.",
          "Free some space, or read the result through Flight SQL, which keeps nothing on disk.");
    }
  }
}
