package dev.weir.engine.gateway;

import dev.weir.contracts.error.ErrorBody;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryState;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.contracts.query.ResultColumn;
import dev.weir.engine.result.StoredResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A query from submission to the end of its result's life. Thread-safe. */
final class TrackedQuery implements QueryHandle {
  /** Of a statement's text in its status. */
  private static final int SQL_CHARS_MAX = 10_000;

  private final QueryContext context;
  private final String shownSql;
  private final QueryMeter meter = new QueryMeter();
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Consumer<QueryStatus>> listeners = new CopyOnWriteArrayList<>();
  private final Stopper stopper;

  private volatile QueryState state = QueryState.QUEUED;
  private volatile @Nullable String kind;
  private volatile List<ResultColumn> columns = List.of();
  private volatile @Nullable WeirException failure;
  private volatile @Nullable StoredResult result;

  TrackedQuery(QueryContext context, Stopper stopper) {
    this.context = context;
    this.stopper = stopper;
    String sql = context.request().sql();
    this.shownSql = sql.length() <= SQL_CHARS_MAX ? sql : sql.substring(0, SQL_CHARS_MAX);
  }

  QueryContext context() {
    return context;
  }

  QueryMeter meter() {
    return meter;
  }

  Stopper stopper() {
    return stopper;
  }

  @Override
  public String id() {
    return context.queryId();
  }

  /** Moves on, unless it has ended. */
  void moveTo(QueryState next) {
    state = next;
    tell();
  }

  void kind(String statementKind) {
    kind = statementKind;
  }

  void columns(List<ResultColumn> known) {
    columns = known;
  }

  /** Ends well. The query takes over the reference, when there is one. */
  void succeed(@Nullable StoredResult kept) {
    result = kept;
    if (kept != null) {
      columns = kept.columns();
    }
    meter.percent(100);
    finish(QueryState.SUCCEEDED);
  }

  /** Ends badly. */
  void fail(WeirException e) {
    failure = e;
    finish(e.code() == ErrorCode.CANCELLED ? QueryState.CANCELLED : QueryState.FAILED);
  }

  private void finish(QueryState last) {
    meter.ended();
    state = last;
    tell();
    listeners.clear();
    end.countDown();
  }

  /** Tells those who follow how it stands. */
  void tell() {
    if (!listeners.isEmpty()) {
      QueryStatus status = status();
      listeners.forEach(listener -> listener.accept(status));
    }
  }

  boolean isFollowed() {
    return !listeners.isEmpty();
  }

  @Nullable WeirException failure() {
    return failure;
  }

  @Override
  public QueryStatus status() {
    // The state first: what belongs to a final state was written before it.
    QueryState now = state;
    WeirException e = failure;
    ErrorBody.Detail error = now.isFinal() && e != null ? ErrorBody.of(e, id()).error() : null;
    return new QueryStatus(
        id(),
        shownSql,
        context.caller().principal(),
        context.origin(),
        now,
        kind,
        columns,
        meter.stats(),
        error,
        context.submitted().toEpochMilli());
  }

  @Override
  public QueryStatus await() throws InterruptedException {
    end.await();
    return status();
  }

  @Override
  public Subscription follow(Consumer<QueryStatus> listener) {
    OnceFinal once = new OnceFinal(listener);
    listeners.add(once);
    // Added first: a query that ends behind this status tells the listener itself.
    once.accept(status());
    return () -> {
      once.close();
      listeners.remove(once);
    };
  }

  @Override
  public void cancel() {
    if (!state.isFinal()) {
      stopper.stop(new WeirException(ErrorCode.CANCELLED, "the query was cancelled", null));
    }
  }

  @Override
  public void writeJsonRows(long offset, int rowsMax, OutputStream out) throws IOException {
    try (StoredResult stored = open()) {
      stored.writeJsonRows(offset, rowsMax, out);
    }
  }

  @Override
  public void writeArrow(OutputStream out) throws IOException {
    try (StoredResult stored = open()) {
      stored.writeArrow(out);
    }
  }

  private StoredResult open() {
    WeirException e = failure;
    if (e != null) {
      throw e;
    }
    StoredResult stored = result;
    if (stored == null) {
      throw new WeirException(
          ErrorCode.QUERY_NOT_FOUND,
          state.isFinal() ? "the result of the query has expired" : "the query has not ended",
          state.isFinal() ? "Run it again." : "Follow it until its state is SUCCEEDED.");
    }
    return stored.retain();
  }

  /** Lets go of the result, which is then gone unless somebody else holds it. */
  void expire() {
    StoredResult stored = result;
    result = null;
    if (stored != null) {
      stored.close();
    }
  }

  /** Calls in order, and nothing after the final status. */
  private static final class OnceFinal implements Consumer<QueryStatus> {
    private final Consumer<QueryStatus> listener;
    private boolean done;

    OnceFinal(Consumer<QueryStatus> listener) {
      this.listener = listener;
    }

    @Override
    public synchronized void accept(QueryStatus status) {
      if (!done) {
        done = status.state().isFinal();
        listener.accept(status);
      }
    }

    synchronized void close() {
      done = true;
    }
  }
}
