package dev.weir.web.store;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of audit entries. Those of one process are in the order in which they were made, also within
 * one millisecond; those of several differ by a random part. Thread-safe.
 */
final class AuditIds {
  /** Room for 65,536 entries a millisecond. */
  private static final int SEQUENCE_BITS = 16;

  private final AtomicLong last = new AtomicLong();

  String next(long epochMillis) {
    long own = last.updateAndGet(before -> Math.max(before + 1, epochMillis << SEQUENCE_BITS));
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(own) + hex.toHexDigits(ThreadLocalRandom.current().nextInt());
  }
}
