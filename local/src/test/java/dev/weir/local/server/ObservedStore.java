package dev.weir.local.server;

import dev.weir.storage.ObjectInfo;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.PutCondition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An object store that tells how far a write has got, on the thread of the write. */
final class ObservedStore implements ObjectStore {
  private final ObjectStore inner;
  private final Consumer<HaltPoint> observer;

  ObservedStore(ObjectStore inner, Consumer<HaltPoint> observer) {
    this.inner = inner;
    this.observer = observer;
  }

  @Override
  public ObjectInfo moveFile(String key, Path source, PutCondition condition) throws IOException {
    observer.accept(HaltPoint.BEFORE_DATA_FILE);
    ObjectInfo info = inner.moveFile(key, source, condition);
    observer.accept(HaltPoint.AFTER_FIRST_DATA_FILE);
    return info;
  }

  @Override
  public Upload create(String key, PutCondition condition) throws IOException {
    if (key.endsWith(".avro")) {
      observer.accept(HaltPoint.BEFORE_MANIFEST);
    }
    if (!key.endsWith(".metadata.json")) {
      return inner.create(key, condition);
    }
    observer.accept(HaltPoint.BEFORE_METADATA);
    return new MetadataUpload(inner.create(key, condition));
  }

  private final class MetadataUpload extends Upload {
    private final Upload upload;

    MetadataUpload(Upload upload) {
      this.upload = upload;
    }

    @Override
    public void write(int value) throws IOException {
      upload.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      upload.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      upload.close();
      observer.accept(HaltPoint.BEFORE_COMMIT);
    }

    @Override
    public void abort() throws IOException {
      upload.abort();
    }

    @Override
    public ObjectInfo info() {
      return upload.info();
    }
  }

  @Override
  public ObjectInfo put(String key, byte[] content, PutCondition condition) throws IOException {
    return inner.put(key, content, condition);
  }

  @Override
  public Optional<ObjectInfo> head(String key) throws IOException {
    return inner.head(key);
  }

  @Override
  public byte[] readRange(String key, long offset, int length) throws IOException {
    return inner.readRange(key, offset, length);
  }

  @Override
  public InputStream open(String key, long offset) throws IOException {
    return inner.open(key, offset);
  }

  @Override
  public ObjectInfo putFile(String key, Path source, PutCondition condition) throws IOException {
    return inner.putFile(key, source, condition);
  }

  @Override
  public List<ObjectInfo> list(String prefix, String startAfter, int limit) throws IOException {
    return inner.list(prefix, startAfter, limit);
  }

  @Override
  public void delete(Collection<String> keys) throws IOException {
    inner.delete(keys);
  }

  @Override
  public String locationOf(String key) {
    return inner.locationOf(key);
  }

  @Override
  public String keyOf(String location) {
    return inner.keyOf(location);
  }

  @Override
  public Optional<Path> localPath(String key) {
    return inner.localPath(key);
  }

  @Override
  public void close() {
    inner.close();
  }
}
