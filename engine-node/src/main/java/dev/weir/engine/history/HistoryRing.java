package dev.weir.engine.history;

import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last entries, by age and by id. Thread-safe. */
final class HistoryRing {
  private final int entriesMax;

  // Guarded by this.
  private final Deque<HistoryEntry> entries = new ArrayDeque<>();
  private final Map<String, HistoryEntry> byId = new HashMap<>();

  HistoryRing(int entriesMax) {
    this.entriesMax = entriesMax;
  }

  synchronized void add(HistoryEntry entry) {
    entries.addLast(entry);
    byId.put(entry.status().id(), entry);
    while (entries.size() > entriesMax) {
      HistoryEntry oldest = entries.removeFirst();
      byId.remove(oldest.status().id(), oldest);
    }
  }

  synchronized List<QueryStatus> list(Caller caller, int limit) {
    List<QueryStatus> found = new ArrayList<>();
    Iterator<HistoryEntry> newestFirst = entries.descendingIterator();
    while (newestFirst.hasNext() && found.size() < limit) {
      HistoryEntry entry = newestFirst.next();
      if (entry.isVisibleTo(caller)) {
        found.add(entry.status());
      }
    }
    return found;
  }

  synchronized Optional<QueryStatus> find(String queryId, Caller caller) {
    return Optional.ofNullable(byId.get(queryId))
        .filter(entry -> entry.isVisibleTo(caller))
        .map(HistoryEntry::status);
  }
}
