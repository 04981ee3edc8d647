package dev.weir.engine.flight;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The results that are being sent, by the id in their ticket. Bounded. Thread-safe. */
final class RunningStatements {
  private final int max;
  private final Map<String, Run> runs = new ConcurrentHashMap<>();

  RunningStatements(int max) {
    this.max = max;
  }

  /**
   * Begins a run.
   *
   * @throws WeirException QUEUE_FULL when there are too many
   */
  Run begin(String id, Caller caller) {
    Run run = new Run(id, caller);
    if (runs.size() >= max) {
      throw new WeirException(
          ErrorCode.QUEUE_FULL,
          max + " results are being sent, which is the limit.",
          "Close results that are not read to their end, or try again later.");
    }
    runs.put(id, run);
    return run;
  }

  /** Cancels the run of that ticket when it is the caller's. */
  boolean cancel(String id, Caller caller) {
    Run run = runs.get(id);
    boolean allowed =
        run != null
            && run.caller.tenant().equals(caller.tenant())
            && (caller.admin() || run.caller.principal().equals(caller.principal()));
    if (run != null && allowed) {
      run.cancel();
    }
    return allowed;
  }

  /** One statement on its way to a client. Closing it ends it. */
  final class Run implements AutoCloseable {
    private final String id;
    private final Caller caller;
    // Guarded by this.
    private @Nullable QueryHandle query;
    private boolean cancelled;

    private Run(String id, Caller caller) {
      this.id = id;
      this.caller = caller;
    }

    /** Tells which query it is; cancels that when the cancel came first. */
    synchronized void started(QueryHandle handle) {
      query = handle;
      if (cancelled) {
        handle.cancel();
      }
    }

    synchronized void cancel() {
      cancelled = true;
      if (query != null) {
        query.cancel();
      }
    }

    synchronized boolean isCancelled() {
      return cancelled;
    }

    @Override
    public void close() {
      runs.remove(id, this);
    }
  }
}
