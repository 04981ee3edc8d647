package dev.weir.engine.door;

import com.google.protobuf.ByteString;
import dev.weir.contracts.query.v1.Piece;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/**
 * Bytes that go to a client in pieces, as fast as it takes them: writing waits while it does not.
 * For one writing thread, which is not the call's own.
 */
final class PieceStream extends OutputStream {
  private static final int PIECE_BYTES = 256 << 10;

  private final ServerCallStreamObserver<Piece> client;
  private final byte[] piece = new byte[PIECE_BYTES];
  private int filled;

  /** To be called on the call's own thread, before it returns. */
  PieceStream(ServerCallStreamObserver<Piece> client) {
    this.client = client;
    client.setOnReadyHandler(this::wake);
    client.setOnCancelHandler(this::wake);
  }

  private synchronized void wake() {
    notifyAll();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      int taken = Math.min(left, PIECE_BYTES - filled);
      System.arraycopy(bytes, from, piece, filled, taken);
      filled += taken;
      from += taken;
      left -= taken;
      if (filled == PIECE_BYTES) {
        send();
      }
    }
  }

  /** Sends what is left and ends the call. */
  @Override
  public void close() throws IOException {
    if (filled > 0) {
      send();
    }
    client.onCompleted();
  }

  private void send() throws IOException {
    awaitReady();
    client.onNext(Piece.newBuilder().setContent(ByteString.copyFrom(piece, 0, filled)).build());
    filled = 0;
  }

  private synchronized void awaitReady() throws IOException {
    try {
      while (!client.isReady()) {
        if (client.isCancelled()) {
          throw new IOException("the client went away");
        }
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the door is closing");
    }
  }
}
