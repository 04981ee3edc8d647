package dev.weir.operator.runtime;

import java.time.Duration;
import java.time.Instant;

/** Waits until an assertion holds, and fails with the assertion's own words when it never does. */
public final class Eventually {
  /** Long, because a slow machine is no failure; what never comes still is one. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final long PAUSE_MILLIS = 100;

  private Eventually() {}

  /** Something that fails until it holds. */
  @FunctionalInterface
  public interface Assertion {
    /** Throws while it does not hold. */
    void check() throws Exception;
  }

  /** Returns when it holds. */
  public static void holds(Assertion assertion) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        assertion.check();
        return;
      } catch (InterruptedException e) {
        throw e;
      } catch (AssertionError | Exception e) {
        if (Instant.now().isAfter(end)) {
          throw e;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }
}
