package dev.weir.web.server;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.web.live.LiveClient;
import dev.weir.web.live.LiveMessages;
import dev.weir.web.live.LiveSeats;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live socket. Everything is taken off the event loop at once and put into the client's own
 * bounded queue: the framework's queue has no end, and one client must not fill the memory.
 */
@WebSocket(path = LiveRoutes.PATH, inboundProcessingMode = InboundProcessingMode.CONCURRENT)
public class LiveSocket {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSocket.class);

  /** Codes of RFC 6455, section 7.4.1, and of its registry. */
  private static final int POLICY_VIOLATION = 1008;

  private static final int TRY_AGAIN_LATER = 1013;
  private static final int PROTOCOL_ERROR = 1002;
  private static final int TOO_LARGE = 1009;
  private static final int DEFECT = 1011;

  private final LiveSeats seats;

  LiveSocket(LiveSeats seats) {
    this.seats = seats;
  }

  @OnOpen
  @NonBlocking
  void opened(WebSocketConnection socket) {
    LiveClient client = client(socket);
    enqueue(
        socket,
        () -> {
          // Others may have been faster since the check.
          seats.take(socket.id(), client.caller());
          if (socket.isClosed()) {
            // Closed meanwhile, so that nobody else gives the seat back.
            seats.leave(socket.id());
          }
          return LiveMessages.hello(client.caller());
        });
  }

  @OnTextMessage
  @NonBlocking
  void told(String message, WebSocketConnection socket) {
    answer(socket, () -> LiveMessages.answer(message));
  }

  @OnBinaryMessage
  @NonBlocking
  void told(Buffer message, WebSocketConnection socket) {
    answer(
        socket,
        () -> {
          throw LiveMessages.notText();
        });
  }

  @OnPongMessage
  @NonBlocking
  void alive(Buffer data, WebSocketConnection socket) {
    client(socket).heard();
  }

  @OnClose
  @NonBlocking
  void closed(WebSocketConnection socket) {
    seats.leave(socket.id());
    client(socket).close();
  }

  /** What the protocol does not allow, a message that is too large, a broken connection. */
  @OnError
  @NonBlocking
  void failed(Throwable failure, WebSocketConnection socket) {
    LOG.atDebug().addKeyValue("socket", socket.id()).setCause(failure).log("live socket failed");
    int code =
        switch (failure) {
          case CorruptedWebSocketFrameException frame -> frame.closeStatus().code();
          // The framework's type for a message of several frames that together are too large.
          case IllegalStateException message -> TOO_LARGE;
          default -> PROTOCOL_ERROR;
        };
    LiveLine.close(socket, code, "");
  }

  private void answer(WebSocketConnection socket, Supplier<String> answer) {
    LiveClient client = client(socket);
    client.heard();
    enqueue(
        socket,
        () -> {
          client.recheck();
          return answer.get();
        });
  }

  private void enqueue(WebSocketConnection socket, Supplier<String> work) {
    if (!client(socket).enqueue(() -> run(socket, work))) {
      LiveLine.close(socket, POLICY_VIOLATION, "too many messages wait for their answers");
    }
  }

  private static void run(WebSocketConnection socket, Supplier<String> work) {
    try {
      LiveLine.send(socket, work.get());
    } catch (WeirException failure) {
      LiveLine.send(socket, LiveMessages.error(failure));
      switch (failure.code()) {
        case UNAUTHENTICATED -> LiveLine.close(socket, POLICY_VIOLATION, failure.code().name());
        case QUEUE_FULL -> LiveLine.close(socket, TRY_AGAIN_LATER, failure.code().name());
        default -> {}
      }
    } catch (RuntimeException defect) {
      LOG.atError().addKeyValue("socket", socket.id()).setCause(defect).log("message not answered");
      LiveLine.close(socket, DEFECT, ErrorCode.INTERNAL.name());
    }
  }

  private static LiveClient client(WebSocketConnection socket) {
    return socket.userData().get(LiveCheck.CLIENT);
  }
}
