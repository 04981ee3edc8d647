package dev.weir.engine.gateway;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Lets so many queries run at once and so many more wait. Who waits is let in principal by
 * principal in turn, so that one who sends a hundred does not hold up one who sends one.
 * Thread-safe.
 */
public final class Admission {
  private final int runningMax;
  private final int queuedMax;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Deque<Waiter>> waiting = new LinkedHashMap<>();
  private int running;
  private int queued;

  /** A place among the running queries. Closed once. */
  public interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  private static final class Waiter {
    private final Condition turn;
    private boolean admitted;

    Waiter(Condition turn) {
      this.turn = turn;
    }
  }

  public Admission(int runningMax, int queuedMax) {
    this.runningMax = runningMax;
    this.queuedMax = queuedMax;
  }

  /**
   * Waits for a place.
   *
   * @param nanosLeft how long to wait, asked for again after every wake-up; at most 0: no longer
   * @throws WeirException QUEUE_FULL with the length of the queue, DEADLINE_EXCEEDED
   * @throws InterruptedException when it was cancelled
   */
  public Permit enter(String principal, LongSupplier nanosLeft) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (running < runningMax && queued == 0) {
        running++;
        return new OnePermit();
      }
      if (queued >= queuedMax) {
        throw new WeirException(
            ErrorCode.QUEUE_FULL,
            queued + " queries are waiting, which is the limit",
            "Try again in a moment, or give the cluster more nodes.");
      }
      return await(principal, nanosLeft);
    } finally {
      lock.unlock();
    }
  }

  private Permit await(String principal, LongSupplier nanosLeft) throws InterruptedException {
    Waiter waiter = new Waiter(lock.newCondition());
    waiting.computeIfAbsent(principal, key -> new ArrayDeque<>()).add(waiter);
    queued++;
    try {
      while (!waiter.admitted) {
        long nanos = nanosLeft.getAsLong();
        if (nanos <= 0) {
          throw new WeirException(
              ErrorCode.DEADLINE_EXCEEDED,
              "the deadline passed while the query waited for a place among " + runningMax,
              "Try again when the cluster is less busy, or allow more time.");
        }
        long ignored = waiter.turn.awaitNanos(nanos);
      }
      return new OnePermit();
    } catch (InterruptedException e) {
      if (waiter.admitted) {
        leave();
      }
      throw e;
    } finally {
      if (!waiter.admitted) {
        queued--;
        forget(principal, waiter);
      }
    }
  }

  private void forget(String principal, Waiter waiter) {
    Deque<Waiter> own = waiting.get(principal);
    if (own != null && own.remove(waiter) && own.isEmpty()) {
      waiting.remove(principal);
    }
  }

  /** Gives a place to the first of the next principal. Under the lock. */
  private void leave() {
    running--;
    if (waiting.isEmpty()) {
      return;
    }
    String principal = waiting.keySet().iterator().next();
    Deque<Waiter> own = waiting.remove(principal);
    Waiter next = own.poll();
    if (!own.isEmpty()) {
      waiting.put(principal, own);
    }
    if (next != null) {
      next.admitted = true;
      queued--;
      running++;
      next.turn.signal();
    }
  }

  /** Queries that run. */
  public int running() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }

  /** Queries that wait. */
  public int queued() {
    lock.lock();
    try {
      return queued;
    } finally {
      lock.unlock();
    }
  }

  /** Who waits, in the order in which they are let in; for tests and the status page. */
  public List<String> queue() {
    lock.lock();
    try {
      return new ArrayList<>(waiting.keySet());
    } finally {
      lock.unlock();
    }
  }

  private final class OnePermit implements Permit {
    private boolean closed;

    @Override
    public void close() {
      lock.lock();
      try {
        if (!closed) {
          closed = true;
          leave();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
