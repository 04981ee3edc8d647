package dev.weir.local.role;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.iceberg.exceptions.RESTException;
import org.apache.iceberg.exceptions.ServiceFailureException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for what a pod cannot start without. Pods of a warehouse are made at once, in no order; one
 * that ended because another was not there yet would be started again later and later.
 */
final class Patience {
  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int TOLD_EVERY = 10;

  private Patience() {}

  /**
   * What the supplier gives, as soon as it does.
   *
   * @param what is waited for, for the log
   * @throws RuntimeException the supplier's last failure, after five minutes; at once one that
   *     waiting does not mend
   */
  static <T> T untilThere(String what, Supplier<T> supplier) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    for (int attempt = 0; ; attempt++) {
      try {
        return supplier.get();
      } catch (RuntimeException e) {
        if (!isAway(e) || System.nanoTime() > deadline) {
          throw e;
        }
        if (attempt % TOLD_EVERY == 0) {
          LOG.info("waits for {}: {}", what, e.getMessage());
        }
        pause();
      }
    }
  }

  private static boolean isAway(RuntimeException e) {
    return e instanceof WeirException known
        ? known.code() == ErrorCode.UNAVAILABLE
        : e instanceof ServiceFailureException
            || (e instanceof RESTException && e.getCause() != null);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WeirException(ErrorCode.UNAVAILABLE, "interrupted while starting");
    }
  }
}
