package dev.weir.local.cluster;

import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.engine.gateway.QueryHistory;
import java.util.List;
import java.util.Optional;

/** A history that nobody reads. */
final class TestingHistory implements QueryHistory {
  @Override
  public void record(Caller caller, QueryStatus status) {}

  @Override
  public List<QueryStatus> list(Caller caller, int limit) {
    return List.of();
  }

  @Override
  public Optional<QueryStatus> find(String queryId, Caller caller) {
    return Optional.empty();
  }
}
