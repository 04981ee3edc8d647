package dev.weir.engine.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The queries that can be asked about: those that run, those with a result, and the history. */
final class QueryRegistry {
  private final Map<String, TrackedQuery> running = new ConcurrentHashMap<>();
  private final Cache<String, TrackedQuery> ended;
  private final QueryHistory history;

  QueryRegistry(QueryHistory history, int keptMax, long keepMillis) {
    this.history = history;
    this.ended =
        Caffeine.newBuilder()
            .maximumSize(keptMax)
            .expireAfterWrite(Duration.ofMillis(keepMillis))
            .removalListener(
                (@Nullable String id, @Nullable TrackedQuery query, RemovalCause cause) -> {
                  if (query != null) {
                    query.expire();
                  }
                })
            .build();
  }

  void add(TrackedQuery query) {
    running.put(query.id(), query);
  }

  /** Keeps it among those that ended. */
  void end(TrackedQuery query) {
    ended.put(query.id(), query);
    running.remove(query.id());
    history.record(query.context().caller(), query.status());
  }

  /** As if it never was: it was refused. */
  void forget(TrackedQuery query) {
    running.remove(query.id());
  }

  Iterable<TrackedQuery> running() {
    return running.values();
  }

  Optional<QueryHandle> find(String id, Caller caller) {
    TrackedQuery query = running.get(id);
    if (query == null) {
      query = ended.getIfPresent(id);
    }
    if (query != null) {
      return mayKnow(query, caller) ? Optional.of(query) : Optional.empty();
    }
    return history.find(id, caller).map(PastQuery::new);
  }

  List<QueryStatus> list(Caller caller, int limit) {
    Map<String, QueryStatus> byId = new LinkedHashMap<>();
    for (TrackedQuery query : running.values()) {
      if (mayKnow(query, caller)) {
        byId.put(query.id(), query.status());
      }
    }
    for (QueryStatus past : history.list(caller, limit)) {
      byId.put(past.id(), past);
    }
    List<QueryStatus> newestFirst = new ArrayList<>(byId.values());
    newestFirst.sort(Comparator.comparing(QueryStatus::id).reversed());
    return newestFirst.subList(0, Math.min(limit, newestFirst.size()));
  }

  private static boolean mayKnow(TrackedQuery query, Caller caller) {
    Caller owner = query.context().caller();
    return owner.tenant().equals(caller.tenant())
        && (caller.admin() || owner.principal().equals(caller.principal()));
  }

  void clear() {
    ended.invalidateAll();
    ended.cleanUp();
  }
}
