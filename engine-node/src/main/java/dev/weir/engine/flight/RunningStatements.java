package dev.weir.engine.flight;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryHandle;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The results that are being sent or made for a client that is about to fetch them, by the id in
 * their ticket. Bounded. Thread-safe.
 */
final class RunningStatements {
  private final int max;
  private final Set<Run> runs = ConcurrentHashMap.newKeySet();
  private final AbsentClients absent = new AbsentClients();

  RunningStatements(int max) {
    this.max = max;
  }

  /**
   * Begins a run.
   *
   * @throws WeirException QUEUE_FULL when there are too many
   */
  Run begin(StatementTicket ticket, Caller caller) {
    if (runs.size() >= max) {
      throw new WeirException(
          ErrorCode.QUEUE_FULL,
          max + " results are being sent, which is the limit.",
          "Close results that are not read to their end, or try again later.");
    }
    return add(ticket, caller);
  }

  /**
   * Begins a run that nobody has fetched yet, or null when that would not do: half of the room is
   * for those who do fetch, and this principal may be one whose last result nobody came for.
   */
  @Nullable Run beginAhead(StatementTicket ticket, Caller caller) {
    return runs.size() >= max / 2 || absent.contains(caller) ? null : add(ticket, caller);
  }

  private Run add(StatementTicket ticket, Caller caller) {
    Run run = new Run(ticket, caller);
    runs.add(run);
    return run;
  }

  /** Whether there is a run of this very ticket, for this caller, that gives its rows to a sink. */
  boolean handOver(StatementTicket ticket, Caller caller, Function<Run, StreamSink> sink) {
    return runs.stream()
        .filter(run -> run.ticket.isSame(ticket) && run.belongsTo(caller))
        .anyMatch(run -> run.sink.sendTo(sink.apply(run)));
  }

  /** Cancels the runs of that ticket that are the caller's. Answers whether there are any. */
  boolean cancel(String id, Caller caller) {
    List<Run> found =
        runs.stream()
            .filter(run -> run.ticket.id().equals(id) && run.isCancellableBy(caller))
            .toList();
    found.forEach(Run::cancel);
    return !found.isEmpty();
  }

  /** One statement on its way to a client. Closing it ends it. */
  final class Run implements AutoCloseable {
    private final StatementTicket ticket;
    private final Caller caller;
    private final AwaitedSink sink = new AwaitedSink(this::forget);
    // Guarded by this.
    private @Nullable QueryHandle query;
    private boolean cancelled;

    private Run(StatementTicket ticket, Caller caller) {
      this.ticket = ticket;
      this.caller = caller;
    }

    StatementTicket ticket() {
      return ticket;
    }

    Caller caller() {
      return caller;
    }

    /** Where the rows go. */
    AwaitedSink sink() {
      return sink;
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

    private boolean belongsTo(Caller other) {
      return caller.tenant().equals(other.tenant()) && caller.principal().equals(other.principal());
    }

    private boolean isCancellableBy(Caller other) {
      return belongsTo(other) || (other.admin() && caller.tenant().equals(other.tenant()));
    }

    private void forget() {
      absent.add(caller);
      cancel();
    }

    synchronized boolean isCancelled() {
      return cancelled;
    }

    @Override
    public void close() {
      sink.close();
      runs.remove(this);
    }
  }
}
