package dev.weir.web.server;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sending and closing, when the other end may be gone at any moment, which is nobody's failure. */
final class LiveLine {
  private static final Logger LOG = LoggerFactory.getLogger(LiveLine.class);

  private LiveLine() {}

  /** Sends a message and waits until it is on its way: a client that does not read waits, too. */
  static void send(WebSocketConnection socket, String message) {
    try {
      socket.sendTextAndAwait(message);
    } catch (RuntimeException gone) {
      LOG.atDebug().addKeyValue("socket", socket.id()).setCause(gone).log("message not sent");
    }
  }

  /** Begins to close, unless it is closed already. */
  static void close(WebSocketConnection socket, int code, String reason) {
    if (socket.isOpen()) {
      socket
          .close(new CloseReason(code, reason))
          .subscribe()
          .with(
              closed -> {},
              gone ->
                  LOG.atDebug()
                      .addKeyValue("socket", socket.id())
                      .setCause(gone)
                      .log("socket not closed"));
    }
  }
}
