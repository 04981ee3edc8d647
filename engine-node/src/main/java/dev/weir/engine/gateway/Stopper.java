package dev.weir.engine.gateway;

import dev.weir.contracts.error.WeirException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stops one query, wherever it is: it interrupts the thread that waits and the engine that runs.
 * The engine forgets an interrupt that comes a moment too early, so it is asked again until the
 * query has left it. Thread-safe.
 */
final class Stopper {
  private static final long ASK_AGAIN_MILLIS = 20;

  private final ScheduledExecutorService timer;
  private @Nullable WeirException reason;
  private @Nullable Thread waiter;
  private @Nullable SqlSession session;
  private @Nullable ScheduledFuture<?> again;
  private boolean ended;

  Stopper(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** Stops it for {@code why}; the first reason counts. */
  synchronized void stop(WeirException why) {
    if (ended || reason != null) {
      return;
    }
    reason = why;
    interrupt();
    again =
        timer.scheduleWithFixedDelay(
            this::interrupt, ASK_AGAIN_MILLIS, ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void interrupt() {
    if (ended) {
      return;
    }
    if (session != null) {
      session.cancel();
    }
    if (waiter != null) {
      waiter.interrupt();
    }
  }

  /**
   * What stops it is to be thrown.
   *
   * @throws WeirException the reason, when it was stopped
   */
  synchronized void check() {
    if (reason != null) {
      throw reason;
    }
  }

  synchronized @Nullable WeirException reason() {
    return reason;
  }

  /** The calling thread may be interrupted from now on. */
  synchronized void enterWait() {
    check();
    waiter = Thread.currentThread();
  }

  /** The calling thread is not interrupted any more; what came late is forgotten. */
  synchronized void leaveWait() {
    waiter = null;
    if (reason != null) {
      boolean ignored = Thread.interrupted();
    }
  }

  synchronized void enterSession(SqlSession opened) {
    session = opened;
    check();
  }

  synchronized void leaveSession() {
    session = null;
  }

  /** Nothing is left to stop. */
  synchronized void end() {
    ended = true;
    if (again != null) {
      again.cancel(false);
    }
  }
}
