package dev.weir.engine.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.contracts.query.Caller;

/**
 * What {@code SET max_threads} asked for: EXPLAIN PIPELINE shows it to that caller. Thread-safe.
 */
final class ExplainThreads {
  private static final int CALLERS_MAX = 10_000;

  private final Cache<String, Integer> asked =
      Caffeine.newBuilder().maximumSize(CALLERS_MAX).build();

  void put(Caller caller, int threads) {
    asked.put(key(caller), threads);
  }

  /** 0: nothing was asked for. */
  int find(Caller caller) {
    Integer threads = asked.getIfPresent(key(caller));
    return threads == null ? 0 : threads;
  }

  private static String key(Caller caller) {
    return caller.tenant() + "|" + caller.principal();
  }
}
