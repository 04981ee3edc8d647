package dev.weir.engine.gateway;

import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The queries that can be asked about: those that run, those with a result, and the history. */
final class QueryRegistry {
  /** Whoever ran a query has so long to read its result, however many others end meanwhile. */
  private static final long KEEP_NANOS_MIN = 10_000_000_000L;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private record Ended(TrackedQuery query, long nanos) {}

  private final Map<String, TrackedQuery> running = new ConcurrentHashMap<>();
  private final Map<String, TrackedQuery> ended = new ConcurrentHashMap<>();
  private final Deque<Ended> byEnd = new ArrayDeque<>();
  private final QueryHistory history;
  private final int keptMax;
  private final long keepNanos;

  QueryRegistry(QueryHistory history, int keptMax, long keepMillis) {
    this.history = history;
    this.keptMax = keptMax;
    this.keepNanos = keepMillis * NANOS_PER_MILLI;
  }

  void add(TrackedQuery query) {
    running.put(query.id(), query);
  }

  /** Keeps it among those that ended, and lets go of the oldest. */
  void end(TrackedQuery query) {
    ended.put(query.id(), query);
    running.remove(query.id());
    synchronized (byEnd) {
      byEnd.addLast(new Ended(query, System.nanoTime()));
    }
    sweep();
    history.record(query.context().caller(), query.status());
  }

  /** Lets go of what is too old or too much. */
  void sweep() {
    List<TrackedQuery> gone = new ArrayList<>();
    synchronized (byEnd) {
      long now = System.nanoTime();
      while (!byEnd.isEmpty() && isOver(byEnd.peekFirst(), now)) {
        gone.add(byEnd.pollFirst().query());
      }
    }
    for (TrackedQuery query : gone) {
      ended.remove(query.id());
      query.expire();
    }
  }

  private boolean isOver(Ended oldest, long now) {
    long age = now - oldest.nanos();
    return age > keepNanos || (byEnd.size() > keptMax && age > KEEP_NANOS_MIN);
  }

  /** As if it never was: it was refused. */
  void forget(TrackedQuery query) {
    running.remove(query.id());
  }

  Iterable<TrackedQuery> running() {
    return running.values();
  }

  int runningCount() {
    return running.size();
  }

  Optional<QueryHandle> find(String id, Caller caller) {
    TrackedQuery query = running.get(id);
    if (query == null) {
      query = ended.get(id);
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
    ended.values().forEach(TrackedQuery::expire);
    ended.clear();
    synchronized (byEnd) {
      byEnd.clear();
    }
  }
}
