package dev.weir.engine.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;

/**
 * A result in a file of the results folder. Batches are mapped, so that a page of a large result
 * costs what the page is, not what its batch is; nobody else may shorten the file.
 */
final class FileBytes implements StoredBytes {
  private final Path file;
  private final FileChannel channel;
  private final long size;

  /** Takes over {@code channel}, which is open for reading. */
  FileBytes(Path file, FileChannel channel, long size) {
    this.file = file;
    this.channel = channel;
    this.size = size;
  }

  @Override
  public long heapBytes() {
    return 0;
  }

  @Override
  public long diskBytes() {
    return size;
  }

  @Override
  public ByteBuffer read(long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new IOException("result file ends early: " + file.getFileName());
      }
    }
    return bytes.flip();
  }

  @Override
  public ArrowBuf buffer(long from, long length, BufferAllocator allocator) throws IOException {
    if (length == 0) {
      return allocator.getEmpty();
    }
    Arena arena = Arena.ofShared();
    try {
      MemorySegment mapped = channel.map(MapMode.READ_ONLY, from, length, arena);
      ArrowBuf buffer = allocator.wrapForeignAllocation(new Mapped(arena, mapped));
      buffer.writerIndex(length);
      return buffer;
    } catch (IOException | RuntimeException failure) {
      arena.close();
      throw failure;
    }
  }

  @Override
  public void copyTo(WritableByteChannel out) throws IOException {
    long done = 0;
    while (done < size) {
      done += channel.transferTo(done, size - done, out);
    }
  }

  @Override
  public void delete() {
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static final class Mapped extends ForeignAllocation {
    private final Arena arena;

    private Mapped(Arena arena, MemorySegment segment) {
      super(segment.byteSize(), segment.address());
      this.arena = arena;
    }

    @Override
    protected void release0() {
      arena.close();
    }
  }
}
