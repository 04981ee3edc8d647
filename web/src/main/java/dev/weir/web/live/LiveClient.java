package dev.weir.web.live;

import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The other end of one live socket: who it is, when it was last heard of, and the bounded queue of
 * what it asks for, done one after another on a virtual thread of its own. Thread-safe.
 */
public final class LiveClient implements AutoCloseable {
  private final Caller caller;
  private final Supplier<Caller> identity;
  private final ThreadPoolExecutor worker;
  private volatile long heardNanos = System.nanoTime();

  /**
   * @param identity asks anew who the client is
   * @param waitingMax messages that may wait
   */
  public LiveClient(Caller caller, Supplier<Caller> identity, int waitingMax) {
    this.caller = caller;
    this.identity = identity;
    this.worker =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waitingMax),
            Thread.ofVirtual().name("live-", 0).factory());
  }

  /** Who opened the socket. */
  public Caller caller() {
    return caller;
  }

  /**
   * Who it is now, by what the socket was opened with.
   *
   * @throws WeirException UNAUTHENTICATED when that is no longer good, UNAVAILABLE when nobody can
   *     say
   */
  public Caller recheck() {
    return identity.get();
  }

  /** Something came from the client. */
  public void heard() {
    heardNanos = System.nanoTime();
  }

  /** For how long nothing has come. */
  public long silentMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heardNanos);
  }

  /** Does something after what waits already; false when too much does. */
  public boolean enqueue(Runnable work) {
    try {
      worker.execute(work);
      return true;
    } catch (RejectedExecutionException full) {
      return false;
    }
  }

  /**
   * Drops what waits. What is being done ends by itself: it is short, and not every database is
   * fond of threads that are interrupted.
   */
  @Override
  public void close() {
    worker.shutdown();
    worker.getQueue().clear();
  }
}
