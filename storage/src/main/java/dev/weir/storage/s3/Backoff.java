package dev.weir.storage.s3;

import java.io.InterruptedIOException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before a request is repeated: a random time up to a bound that doubles, so that
 * clients that failed together do not come back together ("full jitter").
 */
final class Backoff {
  private static final long FIRST_MILLIS = 50;
  private static final long MAX_MILLIS = 2_000;

  private Backoff() {}

  /** The longest wait after {@code attempt} failed tries, the first being 1. */
  static long boundMillis(int attempt) {
    return Math.min(MAX_MILLIS, FIRST_MILLIS << Math.min(attempt - 1, 10));
  }

  static void await(int attempt) throws InterruptedIOException {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(boundMillis(attempt) + 1));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting to repeat a request");
    }
  }
}
