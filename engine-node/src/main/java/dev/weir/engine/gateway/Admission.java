package dev.weir.engine.gateway;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many queries run at once and so many more wait. Who waits is let in principal by
 * principal in turn, so that one who sends a hundred does not hold up one who sends one. A query
 * whose equal runs waits for that, even when there is room: it will find the answer made.
 * Thread-safe.
 */
public final class Admission {
  private final IntSupplier runningMax;
  private final int queuedMax;
  private final String cluster;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Deque<Waiter>> waiting = new LinkedHashMap<>();
  private final Set<Object> answers = new HashSet<>();
  private int running;
  private int queued;
  private long idleSinceNanos = System.nanoTime();
  private boolean used;

  /** A place among the running queries. Closed once. */
  public interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  private static final class Waiter {
    private final Condition turn;
    private final @Nullable Object answer;
    private @Nullable Permit permit;

    Waiter(Condition turn, @Nullable Object answer) {
      this.turn = turn;
      this.answer = answer;
    }
  }

  public Admission(int runningMax, int queuedMax) {
    this(() -> runningMax, queuedMax, "");
  }

  /**
   * One whose size changes.
   *
   * @param runningMax asked often; {@link #changed} is to be called when it grows
   * @param cluster for messages
   */
  public Admission(IntSupplier runningMax, int queuedMax, String cluster) {
    this.runningMax = runningMax;
    this.queuedMax = queuedMax;
    this.cluster = cluster;
  }

  /** Lets in who may run now. */
  public void changed() {
    lock.lock();
    try {
      admitWaiting();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a place.
   *
   * @param answer what equal queries share, so that one of them runs at a time; null: nothing
   * @param nanosLeft how long to wait, asked for again after every wake-up; at most 0: no longer
   * @throws WeirException QUEUE_FULL with the length of the queue, DEADLINE_EXCEEDED
   * @throws InterruptedException when it was cancelled
   */
  public Permit enter(String principal, @Nullable Object answer, LongSupplier nanosLeft)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      used = true;
      boolean full = queued >= queuedMax;
      // While there is room, all who wait do so for an equal query.
      if (running < runningMax.getAsInt() && (full || !isBeingMade(answer))) {
        return admit(answer);
      }
      if (full) {
        throw new WeirException(
            ErrorCode.QUEUE_FULL,
            queued + " queries are waiting, which is the limit",
            "Try again in a moment, or give the cluster more nodes.");
      }
      return await(principal, new Waiter(lock.newCondition(), answer), nanosLeft);
    } finally {
      lock.unlock();
    }
  }

  private boolean isBeingMade(@Nullable Object answer) {
    return answer != null && answers.contains(answer);
  }

  /** Under the lock. */
  private Permit admit(@Nullable Object answer) {
    running++;
    boolean first = answer != null && answers.add(answer);
    return new OnePermit(first ? answer : null);
  }

  private Permit await(String principal, Waiter waiter, LongSupplier nanosLeft)
      throws InterruptedException {
    waiting.computeIfAbsent(principal, key -> new ArrayDeque<>()).add(waiter);
    queued++;
    try {
      while (waiter.permit == null) {
        long nanos = nanosLeft.getAsLong();
        if (nanos <= 0) {
          throw late();
        }
        long ignored = waiter.turn.awaitNanos(nanos);
      }
      return waiter.permit;
    } catch (InterruptedException e) {
      if (waiter.permit != null) {
        waiter.permit.close();
      }
      throw e;
    } finally {
      if (waiter.permit == null) {
        queued--;
        forget(principal, waiter);
        noteIdle();
      }
    }
  }

  /** After one has gone. Under the lock. */
  private void noteIdle() {
    if (running + queued == 0) {
      idleSinceNanos = System.nanoTime();
    }
  }

  private WeirException late() {
    int places = runningMax.getAsInt();
    return places == 0
        ? new WeirException(
            ErrorCode.DEADLINE_EXCEEDED,
            "the deadline passed while the query waited for a compute node of cluster " + cluster,
            "Look at the cluster's status: it has no node that takes queries. Or allow more time.")
        : new WeirException(
            ErrorCode.DEADLINE_EXCEEDED,
            "the deadline passed while the query waited for a place among " + places,
            "Try again when the cluster is less busy, or allow more time.");
  }

  private void forget(String principal, Waiter waiter) {
    Deque<Waiter> own = waiting.get(principal);
    if (own != null && own.remove(waiter) && own.isEmpty()) {
      waiting.remove(principal);
    }
  }

  /** Gives places to those who may have one, the next principal first. Under the lock. */
  private void admitWaiting() {
    while (running < runningMax.getAsInt()) {
      Map.Entry<String, Waiter> next = next();
      if (next == null) {
        return;
      }
      String principal = next.getKey();
      Waiter waiter = next.getValue();
      Deque<Waiter> own = waiting.remove(principal);
      own.remove(waiter);
      if (!own.isEmpty()) {
        waiting.put(principal, own);
      }
      queued--;
      waiter.permit = admit(waiter.answer);
      waiter.turn.signal();
    }
  }

  private Map.@Nullable Entry<String, Waiter> next() {
    for (Map.Entry<String, Deque<Waiter>> own : waiting.entrySet()) {
      for (Waiter waiter : own.getValue()) {
        if (!isBeingMade(waiter.answer)) {
          return Map.entry(own.getKey(), waiter);
        }
      }
    }
    return null;
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

  /** How long nobody has run or waited; zero while somebody does. */
  public Duration idle() {
    lock.lock();
    try {
      return running + queued > 0
          ? Duration.ZERO
          : Duration.ofNanos(System.nanoTime() - idleSinceNanos);
    } finally {
      lock.unlock();
    }
  }

  /** Whether anybody has ever asked for a place. */
  public boolean isUsed() {
    lock.lock();
    try {
      return used;
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
    private final @Nullable Object answer;
    private boolean closed;

    OnePermit(@Nullable Object answer) {
      this.answer = answer;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (!closed) {
          closed = true;
          running--;
          if (answer != null) {
            answers.remove(answer);
          }
          admitWaiting();
          noteIdle();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
