package dev.weir.engine.compute;

import dev.weir.contracts.engine.v1.Done;
import dev.weir.contracts.engine.v1.Planned;
import dev.weir.contracts.engine.v1.RunEvent;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.StatementDescription;
import dev.weir.engine.duck.DuckSession;
import dev.weir.engine.duck.DuckSessions;
import dev.weir.engine.duck.SessionDescription;
import dev.weir.engine.gateway.NodeLostException;
import dev.weir.engine.gateway.PlanTotals;
import dev.weir.engine.gateway.RunTotals;
import dev.weir.engine.gateway.StatementRunner;
import dev.weir.engine.gateway.StatementTask;
import dev.weir.engine.result.BatchSink;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.arrow.memory.BufferAllocator;

/** Runs queries on the compute nodes of a cluster. Thread-safe. */
final class RemoteRunner implements StatementRunner {
  /** By then the gateway itself has stopped the query; this is for a gateway that is gone. */
  private static final long GRACE_MILLIS = 5_000;

  private final ComputeNodes nodes;
  private final Runnable changed;
  private final DuckSessions sessions;
  private final BufferAllocator allocator;

  /**
   * @param nodes closed with this
   * @param changed called when a node was lost
   * @param sessions describe statements
   * @param allocator of the batches
   */
  RemoteRunner(
      ComputeNodes nodes, Runnable changed, DuckSessions sessions, BufferAllocator allocator) {
    this.nodes = nodes;
    this.changed = changed;
    this.sessions = sessions;
    this.allocator = allocator;
  }

  @Override
  public void run(StatementTask task, Watcher watcher, BatchSink sink)
      throws IOException, NodeLostException {
    ComputeNodes.Place place = nodes.choose(key(task));
    if (place == null) {
      throw NodeLostException.none();
    }
    try (place;
        ResultReader result = new ResultReader(allocator, sink)) {
      run(task, watcher, place, result);
    }
  }

  /** Queries of the same tables go where those are warm; without tables they go anywhere. */
  private static String key(StatementTask task) {
    String tables =
        task.resolution().tables().stream()
            .map(table -> table.metadata().uuid())
            .distinct()
            .sorted()
            .collect(Collectors.joining(","));
    return tables.isEmpty() ? task.context().queryId() : tables;
  }

  private void run(
      StatementTask task, Watcher watcher, ComputeNodes.Place place, ResultReader result)
      throws IOException, NodeLostException {
    long millis =
        Duration.between(Instant.now(), task.context().deadline()).toMillis() + GRACE_MILLIS;
    Context.CancellableContext call = Context.ROOT.withCancellation();
    Context before = call.attach();
    try {
      watcher.stopper().enterSession(() -> call.cancel(null));
      Iterator<RunEvent> events =
          place
              .stub()
              .withDeadlineAfter(Math.max(1, millis), TimeUnit.MILLISECONDS)
              .run(TaskMessages.message(task));
      if (!read(events, watcher, result)) {
        throw lost(place, result, new IOException("the stream has no end"));
      }
    } catch (StatusRuntimeException e) {
      throw failure(e, watcher, place, result);
    } finally {
      watcher.stopper().leaveSession();
      call.detach(before);
      // Whatever is still on its way is not wanted.
      call.cancel(null);
    }
  }

  /** False when the stream broke off. */
  private static boolean read(Iterator<RunEvent> events, Watcher watcher, ResultReader result)
      throws IOException {
    Progress progress = new Progress();
    while (events.hasNext()) {
      RunEvent event = events.next();
      switch (event.getEventCase()) {
        case PLANNED -> watcher.planned(totals(event.getPlanned()), progress::percent);
        case SCHEMA -> result.schema(event.getSchema());
        case BATCH -> result.batch(event.getBatch());
        case PERCENT -> progress.percent = event.getPercent();
        case DONE -> {
          watcher.ran(totals(event.getDone()));
          result.end();
          return true;
        }
        case FAILURE -> throw TaskMessages.failure(event.getFailure());
        case EVENT_NOT_SET -> {
          // One of a later release, which this one can do without.
        }
      }
    }
    return false;
  }

  private static PlanTotals totals(Planned planned) {
    return new PlanTotals(
        planned.getFilesRead(),
        planned.getFilesTotal(),
        planned.getRowsPlanned(),
        planned.getRowsTotal());
  }

  private static RunTotals totals(Done done) {
    return new RunTotals(done.getRowsRead(), done.getBytesRead(), done.getCpuMicros());
  }

  private WeirException failure(
      StatusRuntimeException e, Watcher watcher, ComputeNodes.Place place, ResultReader result)
      throws NodeLostException {
    WeirException reason = watcher.stopper().reason();
    if (reason != null) {
      return reason;
    }
    Status.Code code = e.getStatus().getCode();
    return switch (code) {
      case UNAUTHENTICATED ->
          new WeirException(
              ErrorCode.UNAVAILABLE,
              "compute node " + place.node() + " refuses this gateway: their tokens differ",
              "Restart the parts of the warehouse that were started with an older token.",
              e);
      case DEADLINE_EXCEEDED ->
          new WeirException(
              ErrorCode.DEADLINE_EXCEEDED,
              "the query did not end by its deadline",
              "Read less, or allow more time.",
              e);
      case RESOURCE_EXHAUSTED, UNIMPLEMENTED, INVALID_ARGUMENT ->
          new WeirException(
              ErrorCode.INTERNAL,
              "compute node "
                  + place.node()
                  + " and this gateway do not understand each other: "
                  + e.getStatus(),
              "The log of the node has the details.",
              e);
      default -> throw lost(place, result, e);
    };
  }

  private NodeLostException lost(ComputeNodes.Place place, ResultReader result, Exception cause) {
    // What the node said before it went must not make it be believed again.
    nodes.refresh();
    place.lost();
    changed.run();
    return NodeLostException.of(place.node(), result.started(), cause);
  }

  /** Of the tables' columns alone: it needs neither a node nor a data file. */
  @Override
  public StatementDescription describe(StatementTask task) {
    try (DuckSession session =
        sessions.openEmpty(task.context(), task.statement(), task.resolution())) {
      return SessionDescription.describe(session);
    }
  }

  @Override
  public void sweep() {}

  @Override
  public void close() {
    nodes.close();
  }

  /** How far a node says it is. */
  private static final class Progress {
    private volatile double percent = -1;

    double percent() {
      return percent;
    }
  }
}
