package dev.weir.storage.iceberg;

import dev.weir.storage.ObjectInfo;
import dev.weir.storage.ObjectStore;
import java.io.IOException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.SeekableInputStream;

/** An object that Iceberg reads. Its length is asked for once. Thread-safe. */
final class ObjectInputFile implements InputFile {
  static final long LENGTH_UNKNOWN = -1;

  private final ObjectStore store;
  private final String location;
  private final String key;
  private volatile long length;

  ObjectInputFile(ObjectStore store, String location, long length) {
    this.store = store;
    this.location = location;
    this.key = store.keyOf(location);
    this.length = length;
  }

  @Override
  public long getLength() {
    if (length == LENGTH_UNKNOWN) {
      try {
        length =
            store
                .head(key)
                .map(ObjectInfo::size)
                .orElseThrow(() -> new NotFoundException("no object at %s", location));
      } catch (IOException failure) {
        throw new RuntimeIOException(failure, "cannot read %s", location);
      }
    }
    return length;
  }

  @Override
  public SeekableInputStream newStream() {
    return new ObjectSeekableInputStream(store, key, location, this::getLength);
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public boolean exists() {
    try {
      return store.head(key).isPresent();
    } catch (IOException failure) {
      throw new RuntimeIOException(failure, "cannot look for %s", location);
    }
  }

  @Override
  public String toString() {
    return location;
  }
}
