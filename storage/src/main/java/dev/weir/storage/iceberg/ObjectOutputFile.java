package dev.weir.storage.iceberg;

import dev.weir.storage.ObjectStore;
import dev.weir.storage.PutCondition;
import java.io.IOException;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/** An object that Iceberg writes. It is there when its stream was closed. Thread-safe. */
final class ObjectOutputFile implements OutputFile {
  private final ObjectStore store;
  private final String location;
  private final String key;

  ObjectOutputFile(ObjectStore store, String location) {
    this.store = store;
    this.location = location;
    this.key = store.keyOf(location);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Of two writers that start at once, the second one to close gets the error.
   */
  @Override
  public PositionOutputStream create() {
    if (toInputFile().exists()) {
      throw new AlreadyExistsException("there is an object at %s already", location);
    }
    return open(PutCondition.IF_ABSENT);
  }

  @Override
  public PositionOutputStream createOrOverwrite() {
    return open(PutCondition.NONE);
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public InputFile toInputFile() {
    return new ObjectInputFile(store, location, ObjectInputFile.LENGTH_UNKNOWN);
  }

  @Override
  public String toString() {
    return location;
  }

  private PositionOutputStream open(PutCondition condition) {
    try {
      return new ObjectPositionOutputStream(store.create(key, condition), location);
    } catch (IOException failure) {
      throw new RuntimeIOException(failure, "cannot write %s", location);
    }
  }
}
