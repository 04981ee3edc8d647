package dev.weir.engine.compute;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.engine.v1.ComputeServiceGrpc;
import dev.weir.contracts.engine.v1.Done;
import dev.weir.contracts.engine.v1.Planned;
import dev.weir.contracts.engine.v1.RunEvent;
import dev.weir.contracts.engine.v1.Task;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.duck.DuckSessions;
import dev.weir.engine.gateway.Admission;
import dev.weir.engine.gateway.PlanTotals;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.gateway.RunTotals;
import dev.weir.engine.gateway.StatementRunner;
import dev.weir.engine.gateway.StatementTask;
import dev.weir.engine.gateway.Stopper;
import dev.weir.engine.resolve.PinnedRelations;
import dev.weir.engine.resolve.Resolution;
import dev.weir.engine.sql.ParsedStatement;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * ComputeService over the SQL engine of this node. A query resolves its names by what came with it
 * and by nothing else. Thread-safe.
 */
final class ComputeEndpoint extends ComputeServiceGrpc.ComputeServiceImplBase
    implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ComputeEndpoint.class.getName());
  private static final long TELL_EVERY_MILLIS = 200;
  private static final long END_SECONDS = 5;

  private final Function<String, ParsedStatement> parser;
  private final DuckSessions sessions;
  private final StatementRunner runner;
  private final Admission admission;
  private final Set<Run> runs = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("task-", 0).factory());
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("task-timer").factory());
  private volatile boolean accepting = true;

  /**
   * @param parser of queries
   * @param runner closed with this
   */
  ComputeEndpoint(
      EngineConfig config,
      Function<String, ParsedStatement> parser,
      DuckSessions sessions,
      StatementRunner runner) {
    this.parser = parser;
    this.sessions = sessions;
    this.runner = runner;
    EngineConfig.Admission limits = config.admission();
    this.admission = new Admission(limits.runningMax(), limits.queuedMax());
  }

  /** Queries that this node has taken and not answered to the end. */
  int running() {
    return runs.size();
  }

  @Override
  public void run(Task task, StreamObserver<RunEvent> observer) {
    Run run = new Run(task, (ServerCallStreamObserver<RunEvent>) observer);
    runs.add(run);
    // Looked at behind the addition: whoever closes has either seen it or is seen here.
    if (!accepting) {
      run.refuse();
      return;
    }
    threads.execute(run::live);
  }

  /**
   * Takes no more queries, and waits for those that run.
   *
   * @param millisMax after which it stops them
   */
  void drain(long millisMax) {
    accepting = false;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millisMax);
    awaitRuns(end);
    runs.forEach(Run::stopForClose);
    awaitRuns(System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS));
  }

  private void awaitRuns(long endNanos) {
    synchronized (runs) {
      try {
        long left = endNanos - System.nanoTime();
        while (!runs.isEmpty() && left > 0) {
          TimeUnit.NANOSECONDS.timedWait(runs, left);
          left = endNanos - System.nanoTime();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void ended(Run run) {
    synchronized (runs) {
      runs.remove(run);
      runs.notifyAll();
    }
  }

  /** Stops what still runs. To be drained before. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "compute.close queries are cut off");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    timer.shutdownNow();
    runner.close();
  }

  /** One query on this node. */
  private final class Run implements StatementRunner.Watcher {
    private final Task task;
    private final Stopper stopper = new Stopper(timer);
    private final EventStream events;
    private volatile boolean closing;
    private RunTotals totals = new RunTotals(0, 0, 0);
    private @Nullable ScheduledFuture<?> telling;

    Run(Task task, ServerCallStreamObserver<RunEvent> observer) {
      this.task = task;
      this.events =
          new EventStream(
              observer,
              () ->
                  stopper.stop(
                      new WeirException(ErrorCode.CANCELLED, "the gateway has stopped it")));
    }

    void refuse() {
      events.fail(Status.UNAVAILABLE.withDescription("the node takes no more queries"));
      ended(this);
    }

    void stopForClose() {
      closing = true;
      stopper.stop(new WeirException(ErrorCode.UNAVAILABLE, "the node is stopping"));
    }

    void live() {
      try {
        execute();
        events.end(RunEvent.newBuilder().setDone(done()).build());
      } catch (Throwable e) {
        // Whatever it is, the query must end and the process must live.
        fail(e);
      } finally {
        if (telling != null) {
          telling.cancel(false);
        }
        stopper.end();
        ended(this);
      }
    }

    private Done done() {
      return Done.newBuilder()
          .setRowsRead(totals.rowsRead())
          .setBytesRead(totals.bytesRead())
          .setCpuMicros(totals.cpuMicros())
          .build();
    }

    private void fail(Throwable e) {
      if (closing) {
        // Another node runs it.
        events.fail(Status.UNAVAILABLE.withDescription("the node is stopping"));
        return;
      }
      WeirException reason = stopper.reason();
      events.end(
          RunEvent.newBuilder()
              .setFailure(TaskMessages.message(reason == null ? coded(e) : reason))
              .build());
    }

    private WeirException coded(Throwable e) {
      if (e instanceof WeirException known) {
        return known;
      }
      LOG.log(System.Logger.Level.ERROR, "query.defect query=" + task.getQueryId(), e);
      return new WeirException(
          e instanceof OutOfMemoryError ? ErrorCode.OUT_OF_MEMORY : ErrorCode.INTERNAL,
          "the query failed inside of Weir: " + e.getClass().getSimpleName(),
          "The compute node's log has the details under query " + task.getQueryId() + ".");
    }

    private void execute() throws Exception {
      QueryContext context = TaskMessages.context(task);
      try (Admission.Permit permit = admit(context)) {
        ParsedStatement statement = parser.apply(task.getSql());
        Resolution resolution =
            sessions.resolve(new PinnedRelations(task.getRelationsList()), context, statement);
        runner.run(
            new StatementTask(context, statement, resolution, task.getExplainThreads()),
            this,
            new EventSink(events));
      }
    }

    private Admission.Permit admit(QueryContext context) throws IOException {
      try {
        stopper.enterWait();
        return admission.enter(
            context.caller().principal(),
            null,
            () -> Duration.between(Instant.now(), context.deadline()).toNanos());
      } catch (InterruptedException e) {
        throw new WeirException(ErrorCode.CANCELLED, "the query was interrupted", null, e);
      } finally {
        stopper.leaveWait();
      }
    }

    @Override
    public Stopper stopper() {
      return stopper;
    }

    @Override
    public void planned(PlanTotals plan, DoubleSupplier percent) {
      events.send(
          RunEvent.newBuilder()
              .setPlanned(
                  Planned.newBuilder()
                      .setFilesRead(plan.filesRead())
                      .setFilesTotal(plan.filesTotal())
                      .setRowsPlanned(plan.rowsPlanned())
                      .setRowsTotal(plan.rowsTotal()))
              .build());
      telling =
          timer.scheduleWithFixedDelay(
              () -> tell(percent.getAsDouble()),
              TELL_EVERY_MILLIS,
              TELL_EVERY_MILLIS,
              TimeUnit.MILLISECONDS);
    }

    private void tell(double percent) {
      if (percent >= 0) {
        events.offer(RunEvent.newBuilder().setPercent(percent).build());
      }
    }

    @Override
    public void ran(RunTotals counted) {
      totals = counted;
    }
  }
}
