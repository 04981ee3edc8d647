package dev.weir.engine.result;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** A small result in memory. */
final class HeapBytes implements StoredBytes {
  private final byte[] bytes;

  /** Keeps {@code bytes}, which must not change any more. */
  HeapBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long heapBytes() {
    return bytes.length;
  }

  @Override
  public long diskBytes() {
    return 0;
  }

  @Override
  public ByteBuffer read(long from, int length) {
    return ByteBuffer.wrap(bytes, Math.toIntExact(from), length).slice();
  }

  @Override
  public ArrowBuf buffer(long from, long length, BufferAllocator allocator) {
    ArrowBuf buffer = allocator.buffer(length);
    buffer.setBytes(0, bytes, Math.toIntExact(from), length);
    buffer.writerIndex(length);
    return buffer;
  }

  @Override
  public void copyTo(WritableByteChannel out) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      out.write(rest);
    }
  }

  @Override
  public void delete() {
    // The collector does it.
  }
}
