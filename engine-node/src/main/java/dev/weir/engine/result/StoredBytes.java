package dev.weir.engine.result;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/** The bytes of a finished result, in memory or in a file. Immutable, thread-safe. */
interface StoredBytes {

  /** Bytes of memory of the Java heap that it takes. */
  long heapBytes();

  /** Bytes of disk that it takes. */
  long diskBytes();

  /** A copy of a short stretch, as a message's metadata is. */
  ByteBuffer read(long from, int length) throws IOException;

  /** A stretch as an Arrow buffer, which the caller releases. */
  ArrowBuf buffer(long from, long length, BufferAllocator allocator) throws IOException;

  /** Writes everything. */
  void copyTo(WritableByteChannel out) throws IOException;

  /** Gives up the disk. Nobody may read afterwards. */
  void delete();
}
