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
public final class Stopper {
  private static final long ASK_AGAIN_MILLIS = 20;

  private final ScheduledExecutorService timer;
  private @Nullable WeirException reason;
  private @Nullable Thread waiter;
  private @Nullable Runnable session;
  private @Nullable ScheduledFuture<?> again;
  private boolean ended;

  /**
   * @param timer asks again
   */
  public Stopper(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /** Stops it for {@code why}; the first reason counts. */
  public synchronized void stop(WeirException why) {
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
      session.run();
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
  public synchronized void check() {
    if (reason != null) {
      throw reason;
    }
  }

  /** What stopped it; null while nothing has. */
  public synchronized @Nullable WeirException reason() {
    return reason;
  }

  /** The calling thread may be interrupted from now on. */
  public synchronized void enterWait() {
    check();
    waiter = Thread.currentThread();
  }

  /** The calling thread is not interrupted any more; what came late is forgotten. */
  public synchronized void leaveWait() {
    waiter = null;
    if (reason != null) {
      boolean ignored = Thread.interrupted();
    }
  }

  /**
   * What runs now can be stopped.
   *
   * @param cancel does so; called again and again, from any thread
   */
  public synchronized void enterSession(Runnable cancel) {
    session = cancel;
    check();
  }

  /** Nothing runs any more. */
  public synchronized void leaveSession() {
    session = null;
  }

  /** Nothing is left to stop. */
  public synchronized void end() {
    ended = true;
    if (again != null) {
      again.cancel(false);
    }
  }
}
