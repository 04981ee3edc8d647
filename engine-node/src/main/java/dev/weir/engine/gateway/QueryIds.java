package dev.weir.engine.gateway;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Makes query ids: milliseconds, a count and chance, so that they sort by time and never meet. */
final class QueryIds {
  private static final AtomicLong COUNT = new AtomicLong();

  private QueryIds() {}

  static String next() {
    return String.format(
        "%012x-%04x-%08x",
        System.currentTimeMillis(),
        COUNT.getAndIncrement() & 0xffff,
        ThreadLocalRandom.current().nextInt());
  }
}
