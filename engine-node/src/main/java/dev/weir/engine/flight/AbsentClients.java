package dev.weir.engine.flight;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.contracts.query.Caller;
import java.time.Duration;

/**
 * Who had a statement described and did not fetch its result here: because only its columns were
 * wanted, or because a load balancer sent the fetch to another server. For a while nothing is run
 * ahead for them. Bounded. Thread-safe.
 */
final class AbsentClients {
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MAX = 10_000;

  private record Principal(String tenant, String name) {}

  private final Cache<Principal, Boolean> absent =
      Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MAX).build();

  void add(Caller caller) {
    absent.put(principal(caller), true);
  }

  boolean contains(Caller caller) {
    return absent.getIfPresent(principal(caller)) != null;
  }

  private static Principal principal(Caller caller) {
    return new Principal(caller.tenant(), caller.principal());
  }
}
