package dev.weir.e2e.cluster.process;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for a condition by asking again and again. */
public final class Waiting {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Waiting() {}

  /** Waits for up to a minute. */
  public static void until(String what, BooleanSupplier condition) {
    until(what, LIMIT, condition);
  }

  /**
   * Waits until the condition holds.
   *
   * @param what completes "waited … for" in the error
   * @throws WeirException {@code DEADLINE_EXCEEDED} when it does not hold in time
   */
  public static void until(String what, Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new WeirException(
            ErrorCode.DEADLINE_EXCEEDED,
            "waited %d s in vain for %s".formatted(limit.toSeconds(), what),
            "Look into the logs of the cluster; a very busy machine may only need another try.");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(ErrorCode.CANCELLED, "interrupted while waiting", null, e);
    }
  }
}
