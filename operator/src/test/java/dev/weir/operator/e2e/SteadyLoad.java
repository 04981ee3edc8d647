package dev.weir.operator.e2e;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls that begin at a steady rate, however long each takes, as those of many people do. */
final class SteadyLoad implements AutoCloseable {
  private final Call call;
  private final long periodNanos;
  private final long begun = System.nanoTime();
  private final AtomicInteger made = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread clock;
  private volatile boolean over;

  /** What is done; throws when it is not answered rightly. */
  @FunctionalInterface
  interface Call {
    void make(int number) throws Exception;
  }

  /** So many each second, from now on. */
  SteadyLoad(int perSecond, Call call) {
    this.call = call;
    this.periodNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.clock = Thread.ofPlatform().name("load").start(this::run);
  }

  private void run() {
    try {
      while (!over) {
        int number = made.getAndIncrement();
        calls.execute(() -> make(number));
        TimeUnit.NANOSECONDS.sleep(begun + (number + 1) * periodNanos - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void make(int number) {
    double from = seconds();
    try {
      call.make(number);
    } catch (Exception | AssertionError e) {
      failures.add(
          "number %d, from %.1f s to %.1f s: %s"
              .formatted(number, from, seconds(), e.toString().replace('\n', ' ')));
    }
  }

  /** Seconds since its begin. */
  private double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  int made() {
    return made.get();
  }

  /** What happened to those that were not answered rightly; complete when this is closed. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Begins no more, and waits until those that have begun have ended. */
  @Override
  public void close() throws InterruptedException {
    over = true;
    clock.join();
    calls.close();
  }

  @Override
  public String toString() {
    return "%d calls, %d failed".formatted(made(), failures.size());
  }
}
