package dev.weir.operator.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Clients that run one query after the other, each another one, so that no answer is cached. */
final class Queries implements AutoCloseable {
  private final Supplier<WebPort> doors;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;

  /** So many at once, from now on. */
  Queries(Supplier<WebPort> doors, int clients) {
    this.doors = doors;
    for (int i = 0; i < clients; i++) {
      threads.add(Thread.ofPlatform().name("queries-" + i).start(this::run));
    }
  }

  private void run() {
    try (WebPort door = doors.get()) {
      while (!over) {
        int number = next.incrementAndGet();
        String rows =
            door.sql(
                    "SELECT %d + count(*) FROM range(20000) a, range(3000) b".formatted(number)
                        + " WHERE (a.range + b.range) % 4 = 1")
                .toString();
        if (!rows.equals("[[" + (number + 15_000_000) + "]]")) {
          failures.add("wrong answer to number " + number + ": " + rows);
        }
        answered.incrementAndGet();
      }
    } catch (Exception | AssertionError e) {
      failures.add(e.toString());
    }
  }

  /** Waits until so many more were answered. */
  void awaitMore(int queries) throws InterruptedException {
    int target = answered.get() + queries;
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (answered.get() < target) {
      if (System.nanoTime() > deadline || !failures.isEmpty()) {
        throw new AssertionError("queries do not go on: " + failures);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** What happened to those that were not answered rightly. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public void close() throws InterruptedException {
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
