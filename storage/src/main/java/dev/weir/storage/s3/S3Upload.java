package dev.weir.storage.s3;

import dev.weir.storage.ObjectInfo;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.PutCondition;
import io.minio.messages.Part;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * An object in the making: one put when it stays below a part, otherwise parts of which one is sent
 * while the next one fills. Holds at most two parts in memory.
 */
final class S3Upload extends ObjectStore.Upload {
  /** The protocol's limit. */
  private static final int PARTS_MAX = 10_000;

  private static final int BUFFER_BYTES_FIRST = 64 * 1024;

  private final S3Writer writer;
  private final ExecutorService executor;
  private final S3Key key;
  private final PutCondition condition;
  private final int partBytes;
  private final List<Part> parts = new ArrayList<>();

  private byte[] buffer;
  private int filled;
  private long size;
  private byte[] spare = new byte[0];
  private @Nullable S3Multipart multipart;
  private @Nullable Future<Part> inFlight;
  private boolean finished;
  private @Nullable ObjectInfo info;

  S3Upload(
      S3Writer writer, ExecutorService executor, S3Key key, PutCondition condition, int partBytes) {
    this.writer = writer;
    this.executor = executor;
    this.key = key;
    this.condition = condition;
    this.partBytes = partBytes;
    this.buffer = new byte[Math.min(BUFFER_BYTES_FIRST, partBytes)];
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (finished) {
      throw new IOException("upload of " + key.key() + " is closed");
    }
    try {
      int done = 0;
      while (done < length) {
        if (filled == partBytes) {
          sendPart();
        }
        int count = Math.min(length - done, partBytes - filled);
        reserve(filled + count);
        System.arraycopy(bytes, offset + done, buffer, filled, count);
        filled += count;
        done += count;
        size += count;
      }
    } catch (IOException failure) {
      // What follows would leave a hole: close() must not publish it.
      abortAfter(failure);
      throw failure;
    }
  }

  @Override
  public void close() throws IOException {
    if (finished) {
      return;
    }
    try {
      if (multipart == null) {
        info = writer.put(key, buffer, filled, condition);
      } else {
        sendPart();
        awaitPart();
        info = writer.complete(multipart, parts, size, condition);
      }
      finish();
    } catch (IOException failure) {
      abortAfter(failure);
      throw failure;
    }
  }

  @Override
  public void abort() throws IOException {
    if (finished) {
      return;
    }
    finish();
    Future<Part> sending = inFlight;
    if (sending != null) {
      // The server may take a part that arrives behind the abort and keep it for ever.
      sending.cancel(true);
    }
    if (multipart != null) {
      writer.abort(multipart);
    }
  }

  @Override
  public ObjectInfo info() {
    if (info == null) {
      throw new IllegalStateException("upload of " + key.key() + " was not closed with success");
    }
    return info;
  }

  private void sendPart() throws IOException {
    awaitPart();
    int number = parts.size() + 1;
    if (number > PARTS_MAX) {
      throw new IOException(
          key.key()
              + " is larger than "
              + PARTS_MAX
              + " parts of "
              + partBytes
              + " bytes; raise part-bytes");
    }
    S3Multipart upload = multipart == null ? writer.start(key) : multipart;
    multipart = upload;
    byte[] content = buffer;
    int length = filled;
    inFlight = executor.submit(() -> writer.uploadPart(upload, number, content, length));
    buffer = spare.length == 0 ? new byte[partBytes] : spare;
    spare = content;
    filled = 0;
  }

  private void awaitPart() throws IOException {
    Future<Part> sending = inFlight;
    if (sending == null) {
      return;
    }
    inFlight = null;
    try {
      parts.add(sending.get());
    } catch (InterruptedException interrupted) {
      sending.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a part was sent");
    } catch (ExecutionException failure) {
      throw S3Failures.translate(key.key(), failure.getCause());
    }
  }

  private void reserve(int bytes) {
    if (buffer.length < bytes) {
      buffer = Arrays.copyOf(buffer, Math.min(partBytes, Math.max(bytes, buffer.length * 2)));
    }
  }

  private void abortAfter(IOException failure) {
    try {
      abort();
    } catch (IOException second) {
      failure.addSuppressed(second);
    }
  }

  private void finish() {
    finished = true;
    buffer = new byte[0];
    spare = buffer;
  }
}
