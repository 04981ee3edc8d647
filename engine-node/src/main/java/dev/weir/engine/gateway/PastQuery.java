package dev.weir.engine.gateway;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryStatus;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * A query of which only the history is left.
 *
 * @param status its last
 */
record PastQuery(QueryStatus status) implements QueryHandle {
  @Override
  public String id() {
    return status.id();
  }

  @Override
  public QueryStatus await() {
    return status;
  }

  @Override
  public Subscription follow(Consumer<QueryStatus> listener) {
    listener.accept(status);
    return () -> {};
  }

  @Override
  public void cancel() {
    // It has ended.
  }

  @Override
  public void writeJsonRows(long offset, int rowsMax, OutputStream out) {
    throw expired();
  }

  @Override
  public void writeArrow(OutputStream out) {
    throw expired();
  }

  private WeirException expired() {
    return new WeirException(
        ErrorCode.QUERY_NOT_FOUND, "the result of query " + id() + " has expired", "Run it again.");
  }
}
