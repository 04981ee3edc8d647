package dev.weir.storage.iceberg;

import dev.weir.storage.ObjectStore;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.function.LongSupplier;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.RangeReadable;
import org.apache.iceberg.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object from any position. A sequential read is one request; a short step forward reads
 * on, a longer one or a step back makes a new request. Not thread-safe.
 */
final class ObjectSeekableInputStream extends SeekableInputStream implements RangeReadable {
  /** A step forward up to so many bytes is cheaper to read than to ask for anew. */
  private static final int SKIP_BYTES_MAX = 256 * 1024;

  private final ObjectStore store;
  private final String key;
  private final String location;
  private final LongSupplier length;
  private @Nullable InputStream in;

  /** Where {@code in} stands. */
  private long streamPosition;

  /** Where the next byte is read from. */
  private long position;

  private boolean closed;

  ObjectSeekableInputStream(ObjectStore store, String key, String location, LongSupplier length) {
    this.store = store;
    this.key = key;
    this.location = location;
    this.length = length;
  }

  @Override
  public long getPos() {
    return position;
  }

  @Override
  public void seek(long newPosition) throws IOException {
    requireOpen();
    if (newPosition < 0) {
      throw new IOException("cannot seek to " + newPosition + " in " + location);
    }
    position = newPosition;
  }

  @Override
  public int read() throws IOException {
    int value = stream().read();
    advance(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    int read = stream().read(buffer, offset, count);
    advance(Math.max(read, 0));
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    requireOpen();
    long skipped = Math.clamp(length.getAsLong() - position, 0, Math.max(count, 0));
    position += skipped;
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return stream().available();
  }

  @Override
  public void readFully(long from, byte[] buffer, int offset, int count) throws IOException {
    requireOpen();
    byte[] bytes = readRange(from, count);
    if (bytes.length < count) {
      throw new EOFException(
          location + " ends before " + count + " bytes from position " + from + " were read");
    }
    System.arraycopy(bytes, 0, buffer, offset, count);
  }

  @Override
  public int readTail(byte[] buffer, int offset, int count) throws IOException {
    requireOpen();
    byte[] bytes = readRange(Math.max(0, length.getAsLong() - count), count);
    System.arraycopy(bytes, 0, buffer, offset, bytes.length);
    return bytes.length;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    InputStream open = in;
    in = null;
    if (open != null) {
      open.close();
    }
  }

  private byte[] readRange(long from, int count) throws IOException {
    try {
      return store.readRange(key, from, count);
    } catch (NoSuchFileException missing) {
      throw new NotFoundException(missing, "no object at %s", location);
    }
  }

  private InputStream stream() throws IOException {
    requireOpen();
    InputStream open = in;
    if (open != null && position != streamPosition && !stepForward(open)) {
      open.close();
      open = null;
    }
    if (open == null) {
      open = openAt(position);
      in = open;
      streamPosition = position;
    }
    return open;
  }

  private InputStream openAt(long from) throws IOException {
    try {
      return store.open(key, from);
    } catch (NoSuchFileException missing) {
      throw new NotFoundException(missing, "no object at %s", location);
    }
  }

  private boolean stepForward(InputStream open) throws IOException {
    long step = position - streamPosition;
    if (step < 0 || step > SKIP_BYTES_MAX) {
      return false;
    }
    open.skipNBytes(step);
    streamPosition = position;
    return true;
  }

  private void advance(int count) {
    position += count;
    streamPosition += count;
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("stream of " + location + " is closed");
    }
  }
}
