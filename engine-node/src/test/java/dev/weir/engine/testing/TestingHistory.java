package dev.weir.engine.testing;

import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.engine.gateway.QueryHistory;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A history in memory. */
public final class TestingHistory implements QueryHistory {
  private final List<QueryStatus> ended = new CopyOnWriteArrayList<>();

  @Override
  public void record(Caller caller, QueryStatus status) {
    ended.addFirst(status);
  }

  @Override
  public List<QueryStatus> list(Caller caller, int limit) {
    return ended.stream()
        .filter(status -> caller.admin() || status.principal().equals(caller.principal()))
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<QueryStatus> find(String queryId, Caller caller) {
    return list(caller, Integer.MAX_VALUE).stream()
        .filter(status -> status.id().equals(queryId))
        .findFirst();
  }
}
