package dev.weir.storage.iceberg;

import dev.weir.storage.ObjectStore;
import dev.weir.storage.PreconditionFailedException;
import java.io.IOException;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.io.PositionOutputStream;

/** Counts what goes into an upload. Not thread-safe. */
final class ObjectPositionOutputStream extends PositionOutputStream {
  private final ObjectStore.Upload upload;
  private final String location;
  private long position;

  ObjectPositionOutputStream(ObjectStore.Upload upload, String location) {
    this.upload = upload;
    this.location = location;
  }

  @Override
  public long getPos() {
    return position;
  }

  @Override
  public long storedLength() {
    return position;
  }

  @Override
  public void write(int value) throws IOException {
    upload.write(value);
    position++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    upload.write(bytes, offset, length);
    position += length;
  }

  @Override
  public void close() throws IOException {
    try {
      upload.close();
    } catch (PreconditionFailedException taken) {
      throw new AlreadyExistsException(taken, "there is an object at %s already", location);
    }
  }
}
