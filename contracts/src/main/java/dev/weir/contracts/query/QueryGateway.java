package dev.weir.contracts.query;

import dev.weir.contracts.error.WeirException;
import java.util.List;
import java.util.Optional;

/**
 * The door for SQL: every query of every part goes through it, so that it is authorised, cached,
 * admitted, accounted and explained in one place. Thread-safe.
 */
public interface QueryGateway {

  /**
   * Takes a statement and returns at once; it is parsed, queued and run on other threads.
   *
   * @throws WeirException QUEUE_FULL, STATEMENT_TOO_LARGE, BAD_REQUEST: nothing was kept
   */
  QueryHandle submit(QueryRequest request);

  /**
   * Runs a short statement and waits for it. The fast path of charts: a cached answer is returned
   * without a change of thread.
   *
   * @return a handle whose state is SUCCEEDED
   * @throws WeirException the query's failure
   */
  QueryHandle run(QueryRequest request);

  /**
   * Parses, resolves and authorises a statement without running it.
   *
   * @throws WeirException as {@link #run} would, as far as that is known without running
   */
  StatementDescription describe(QueryRequest request);

  /** The query of that id when {@code caller} owns it or is an administrator. */
  Optional<QueryHandle> find(String queryId, Caller caller);

  /**
   * Queries, newest first: the caller's own, or everybody's for an administrator.
   *
   * @param limit at most so many, 1 to 1,000
   */
  List<QueryStatus> history(Caller caller, int limit);
}
