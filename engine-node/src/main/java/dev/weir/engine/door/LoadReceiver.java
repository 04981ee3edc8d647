package dev.weir.engine.door;

import com.google.protobuf.ByteString;
import dev.weir.contracts.query.v1.LoadPart;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A file that a client sends in parts, as a stream that another thread reads. The client is asked
 * for the next part when the last one was read, so that at most a few wait.
 */
final class LoadReceiver extends InputStream implements StreamObserver<LoadPart> {
  private static final int WAITING_MAX = 4;

  private final ServerCallStreamObserver<?> client;
  private final Deque<LoadPart> parts = new ArrayDeque<>();
  private InputStream current = InputStream.nullInputStream();
  private boolean ended;
  private @Nullable Throwable broken;

  /** To be called on the call's own thread, before it returns. */
  LoadReceiver(ServerCallStreamObserver<?> client) {
    this.client = client;
    client.disableAutoRequest();
    client.request(WAITING_MAX);
  }

  @Override
  public synchronized void onNext(LoadPart part) {
    parts.add(part);
    notifyAll();
  }

  @Override
  public synchronized void onError(Throwable failure) {
    broken = failure;
    notifyAll();
  }

  @Override
  public synchronized void onCompleted() {
    ended = true;
    notifyAll();
  }

  /**
   * The next part, or null behind the last.
   *
   * @throws IOException when the client broke off
   */
  synchronized @Nullable LoadPart take() throws IOException {
    try {
      while (parts.isEmpty() && !ended && broken == null) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the door is closing");
    }
    if (broken != null) {
      throw new IOException("the sender went away", broken);
    }
    LoadPart part = parts.poll();
    if (part != null) {
      client.request(1);
    }
    return part;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = current.read(into, offset, length);
    while (read < 0) {
      LoadPart part = take();
      if (part == null) {
        return -1;
      }
      ByteString content = part.getContent();
      current = content.newInput();
      read = content.isEmpty() ? -1 : current.read(into, offset, length);
    }
    return read;
  }
}
