package dev.weir.storage.folder;

import dev.weir.storage.ObjectInfo;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.PutCondition;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** An object in the making: a temporary file that is renamed to the key's when it is closed. */
final class FolderUpload extends ObjectStore.Upload {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final FolderPublisher publisher;
  private final String key;
  private final PutCondition condition;
  private final Path temporary;
  private final OutputStream file;
  private final OutputStream out;
  private boolean finished;
  private @Nullable ObjectInfo info;

  FolderUpload(FolderPublisher publisher, String key, PutCondition condition, Path temporary)
      throws IOException {
    this.publisher = publisher;
    this.key = key;
    this.condition = condition;
    this.temporary = temporary;
    this.file = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW);
    this.out = new BufferedOutputStream(file, BUFFER_BYTES);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (finished) {
      throw new IOException("upload of " + key + " is closed");
    }
    try {
      out.write(bytes, offset, length);
    } catch (IOException failure) {
      // Asked before the temporary file is gone, and with it the reason. What would follow leaves a
      // hole, so close() must not publish it.
      IOException explained = publisher.explain(key, length, failure);
      abort();
      throw explained;
    }
  }

  @Override
  public void close() throws IOException {
    if (finished) {
      return;
    }
    finished = true;
    try {
      out.close();
      info = publisher.publish(key, temporary, condition);
    } catch (IOException failure) {
      throw publisher.explain(key, 0, failure);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  @Override
  public void abort() throws IOException {
    if (finished) {
      return;
    }
    finished = true;
    try {
      file.close(); // without what is still in the buffer
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  @Override
  public ObjectInfo info() {
    if (info == null) {
      throw new IllegalStateException("upload of " + key + " was not closed with success");
    }
    return info;
  }
}
