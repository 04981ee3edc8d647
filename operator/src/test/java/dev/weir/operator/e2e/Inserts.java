package dev.weir.operator.e2e;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A client that inserts one row after the other, and remembers which were acknowledged. A row whose
 * insert failed is left alone: whether it is there is not known.
 */
final class Inserts implements AutoCloseable {
  private final Supplier<WebPort> doors;
  private final Set<Long> acknowledged = new ConcurrentSkipListSet<>();
  private final Thread thread;
  private volatile boolean over;
  private volatile long failures;
  private long next;

  /**
   * @param doors a way in, asked for anew when one has failed
   * @param first id of the first row
   */
  Inserts(Supplier<WebPort> doors, long first) {
    this.doors = doors;
    this.next = first;
    this.thread = Thread.ofPlatform().name("inserts").start(this::run);
  }

  private void run() {
    while (!over) {
      try (WebPort door = doors.get()) {
        while (!over) {
          long id = next++;
          door.sql("INSERT INTO written VALUES (" + id + ")");
          acknowledged.add(id);
        }
      } catch (Exception | AssertionError e) {
        failures++;
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until so many more rows were acknowledged. */
  void awaitMore(int rows) throws InterruptedException {
    int target = acknowledged.size() + rows;
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (acknowledged.size() < target) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("writes do not go on: %d failed".formatted(failures));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Rows of which the client was told that they are there. */
  Set<Long> acknowledged() {
    return acknowledged;
  }

  /** Statements that failed. */
  long failures() {
    return failures;
  }

  @Override
  public void close() throws InterruptedException {
    over = true;
    thread.join();
  }
}
