package dev.weir.web.server;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the requests that run come to their end when the server is to stop, for as long as there is
 * patience. Not the framework's way of waiting: that counts a request that became a socket as one
 * that runs for ever, so that a server that ever had a socket would always wait in vain.
 */
@Singleton
public class RequestDrain {
  private static final Logger LOG = LoggerFactory.getLogger(RequestDrain.class);
  // Before every other route.
  private static final int ORDER = -30_000;

  private final Duration patience;
  private int running;

  /**
   * @param patience 5 s unless it is said otherwise; whoever stops a laptop's process waits for it
   */
  RequestDrain(@ConfigProperty(name = "weir.web.drain", defaultValue = "5S") Duration patience) {
    this.patience = patience;
  }

  void register(@Observes Router router) {
    router.route().order(ORDER).handler(this::count);
  }

  private void count(RoutingContext context) {
    if (!context.request().path().equals(LiveRoutes.PATH)) {
      begin();
      context.addEndHandler(end -> end());
    }
    context.next();
  }

  private synchronized void begin() {
    running++;
  }

  private synchronized void end() {
    running--;
    notifyAll();
  }

  /** While everything still works; the framework closes the doors afterwards. */
  synchronized void stop(@Observes ShutdownDelayInitiatedEvent event) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (running > 0) {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (left <= 0) {
          LOG.atInfo().addKeyValue("requests", running).log("requests are cut off");
          return;
        }
        wait(left);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
