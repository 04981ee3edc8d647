package dev.weir.local.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A live socket as a client has it, with what came on it. */
final class TestingSocket implements WebSocket.Listener, AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder partial = new StringBuilder();
  private WebSocket socket;

  private TestingSocket() {}

  /** Opens a socket with headers, names and values by turns. Throws the client's own failure. */
  static TestingSocket open(URI base, String... headers) {
    TestingSocket opened = new TestingSocket();
    WebSocket.Builder builder = CLIENT.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    opened.socket = builder.buildAsync(address(base), opened).join();
    return opened;
  }

  static TestingSocket as(TestingApi user) {
    return open(user.base(), "Authorization", "Bearer " + user.token());
  }

  private static URI address(URI base) {
    return URI.create("ws://" + base.getAuthority() + "/api/v1/live");
  }

  TestingSocket send(String message) {
    socket.sendText(message, true).join();
    return this;
  }

  TestingSocket sendPart(String part, boolean last) {
    socket.sendText(part, last).join();
    return this;
  }

  TestingSocket sendBytes(byte[] message) {
    socket.sendBinary(ByteBuffer.wrap(message), true).join();
    return this;
  }

  /** The next message, waited for. */
  JsonNode next() {
    try {
      String message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("nothing came; closed with " + closed.getNow(null));
      }
      return TestingApi.json(message);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether something came that was not looked at. */
  boolean hasNext() {
    return !messages.isEmpty();
  }

  /** The code with which the other end closes, waited for. */
  int closeCode() {
    return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  boolean isOpen() {
    return !closed.isDone();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      messages.add(partial.toString());
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    closed.completeExceptionally(failure);
  }

  /**
   * Says good-bye, and waits until the other end has said it, too. When the other end was first,
   * the client's library answers for us, maybe in this very moment: then ours cannot be sent and
   * need not.
   */
  @Override
  public void close() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").exceptionally(said -> socket).join();
    if (!socket.isInputClosed()) {
      closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).exceptionally(gone -> -1).join();
    }
  }
}
