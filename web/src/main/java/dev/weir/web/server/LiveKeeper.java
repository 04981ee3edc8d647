package dev.weir.web.server;

import dev.weir.contracts.config.LiveConfig;
import dev.weir.web.live.LiveClient;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.websockets.next.OpenConnections;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after live sockets that are silent: asks for a sign of life, closes those that give none,
 * and all of them when the server stops.
 */
@Singleton
public class LiveKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(LiveKeeper.class);
  private static final int GOING_AWAY = 1001;

  /** A dead socket is one that was silent for so many intervals, and was pinged in between. */
  private static final int DEAD_AFTER = 3;

  /** Others wait for requests to end. */
  private static final int FIRST = 1;

  private static final Buffer NOTHING = Buffer.buffer();

  private final OpenConnections sockets;
  private final long pingEveryMillis;

  LiveKeeper(OpenConnections sockets, LiveConfig config) {
    this.sockets = sockets;
    this.pingEveryMillis = config.pingEveryMillis();
  }

  void start(@Observes StartupEvent event, Vertx vertx) {
    vertx.setPeriodic(pingEveryMillis, timer -> look());
  }

  /** Before the doors are closed, which would cut the line without a word. */
  void stop(@Observes @Priority(FIRST) ShutdownDelayInitiatedEvent event) {
    sockets.forEach(socket -> LiveLine.close(socket, GOING_AWAY, "Weir is stopping"));
  }

  private void look() {
    for (WebSocketConnection socket : sockets) {
      LiveClient client = socket.userData().get(LiveCheck.CLIENT);
      long silent = client.silentMillis();
      if (silent > DEAD_AFTER * pingEveryMillis) {
        LiveLine.close(socket, GOING_AWAY, "no sign of life");
      } else if (silent >= pingEveryMillis) {
        ping(socket);
      }
    }
  }

  private static void ping(WebSocketConnection socket) {
    socket
        .sendPing(NOTHING)
        .subscribe()
        .with(
            sent -> {},
            gone ->
                LOG.atDebug()
                    .addKeyValue("socket", socket.id())
                    .setCause(gone)
                    .log("ping not sent"));
  }
}
