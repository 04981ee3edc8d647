package dev.weir.operator.content;

import java.time.Duration;
import java.util.function.Consumer;

/** Passes on the first of what comes, and then one in every two seconds. For one thread. */
final class Seldom<T> implements Consumer<T> {
  private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

  private final Consumer<T> next;
  private long last = System.nanoTime() - PAUSE_NANOS;

  Seldom(Consumer<T> next) {
    this.next = next;
  }

  @Override
  public void accept(T value) {
    long now = System.nanoTime();
    if (now - last >= PAUSE_NANOS) {
      last = now;
      next.accept(value);
    }
  }
}
