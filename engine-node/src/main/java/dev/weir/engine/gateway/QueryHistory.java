package dev.weir.engine.gateway;

import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryStatus;
import java.util.List;
import java.util.Optional;

/** Queries that have ended, kept across restarts up to a limit. Thread-safe. */
public interface QueryHistory {

  /** Keeps a final status. Returns at once; losing the last second in a crash is accepted. */
  void record(Caller caller, QueryStatus status);

  /** The caller's own queries, or everybody's of the tenant for an administrator; newest first. */
  List<QueryStatus> list(Caller caller, int limit);

  /** The query of that id when {@code caller} may see it. */
  Optional<QueryStatus> find(String queryId, Caller caller);
}
