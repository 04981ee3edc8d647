package dev.weir.contracts.query;

import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * A query that was submitted, and its result, which is kept (in memory when small, on disk
 * otherwise) until it expires. Thread-safe.
 */
public interface QueryHandle {

  String id();

  /** The query as it is now. */
  QueryStatus status();

  /**
   * Waits until the state is final.
   *
   * @return the final status, whose state may be FAILED or CANCELLED
   * @throws InterruptedException when the waiting thread is interrupted; the query goes on
   */
  QueryStatus await() throws InterruptedException;

  /**
   * Calls {@code listener} with the status now, at every change of state, at most every 100 ms
   * while it runs, and last with the final status. The listener must not block.
   *
   * @return closing it ends the calls, not the query
   */
  Subscription follow(Consumer<QueryStatus> listener);

  /** Asks the query to stop. Returns at once; the final state may still be SUCCEEDED. */
  void cancel();

  /**
   * Writes rows of the result of a query that succeeded, as a JSON array of arrays in column order.
   * Integers beyond 2^53 and decimals are strings; dates and timestamps ISO 8601; NaN and
   * infinities are the strings {@code "NaN"}, {@code "Infinity"}, {@code "-Infinity"}; binary is
   * base64; lists, structs and maps are JSON.
   *
   * @param offset first row, from 0
   * @param rowsMax at most so many rows; fewer at the end of the result
   * @throws WeirException the query's own failure; QUERY_NOT_FOUND when the result has expired
   */
  void writeJsonRows(long offset, int rowsMax, OutputStream out) throws IOException;

  /** Writes the whole result as an Arrow IPC stream. Fails as {@link #writeJsonRows}. */
  void writeArrow(OutputStream out) throws IOException;

  /** Ends the calls of {@link #follow}. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
