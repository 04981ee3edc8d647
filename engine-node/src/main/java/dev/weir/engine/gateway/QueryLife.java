package dev.weir.engine.gateway;

import dev.weir.contracts.config.EngineConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.QueryState;
import dev.weir.contracts.query.StatementDescription;
import dev.weir.engine.command.Command;
import dev.weir.engine.command.CommandResult;
import dev.weir.engine.command.CommandRunner;
import dev.weir.engine.command.SetCommand;
import dev.weir.engine.duck.DuckSessions;
import dev.weir.engine.resolve.Resolution;
import dev.weir.engine.result.BatchSink;
import dev.weir.engine.result.CommandRows;
import dev.weir.engine.result.ResultSpool;
import dev.weir.engine.result.ResultSpool.ResultWriter;
import dev.weir.engine.result.StoredResult;
import dev.weir.engine.sql.Dialect;
import dev.weir.engine.sql.ParsedStatement;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one query: parse, resolve and authorise, look into the result cache, wait for a
 * place, run, keep or stream the answer. Thread-safe; one call lives on one thread.
 */
final class QueryLife implements AutoCloseable {
  /** Nodes that may be lost under one query. */
  private static final int NODES_LOST_MAX = 2;

  private final EngineConfig config;
  private final Statements statements;
  private final DuckSessions sessions;
  private final Clusters clusters;
  private final CommandRunner commands;
  private final ResultSpool spool;
  private final ResultCache cache;
  private final BufferAllocator allocator;
  private final ScheduledExecutorService deadlines;
  private final ExplainThreads explainThreads = new ExplainThreads();

  /**
   * @param sessions resolves names
   * @param clusters run queries; closed with this
   * @param allocator of the answers of commands
   */
  QueryLife(
      EngineConfig config,
      Statements statements,
      DuckSessions sessions,
      Clusters clusters,
      CommandRunner commands,
      ResultSpool spool,
      BufferAllocator allocator,
      ScheduledExecutorService deadlines) {
    this.config = config;
    this.statements = statements;
    this.sessions = sessions;
    this.clusters = clusters;
    this.commands = commands;
    this.spool = spool;
    this.cache =
        new ResultCache(config.caches().resultBytesMax(), config.caches().resultEntryBytesMax());
    this.allocator = allocator;
    this.deadlines = deadlines;
  }

  /**
   * Brings {@code query} to its good end.
   *
   * @param sink where the rows go; null: into the spool
   * @throws WeirException when it has a bad one
   */
  void live(TrackedQuery query, @Nullable BatchSink sink) {
    query.stopper().check();
    query.moveTo(QueryState.PLANNING);
    switch (statements.load(query.context().request().sql())) {
      case Statements.Order order -> carryOut(query, order.command(), sink);
      case Statements.Query asked -> answer(query, asked.parsed(), sink);
    }
  }

  private void answer(TrackedQuery query, ParsedStatement statement, @Nullable BatchSink sink) {
    QueryContext context = query.context();
    query.kind(statement.mode() == Dialect.Mode.RUN ? "SELECT" : "EXPLAIN");
    Resolution resolution = sessions.resolve(context, statement);
    query.meter().tables(resolution.pinned());
    long rowsMax = rowsMax(context, sink != null);
    ResultKey key =
        isCacheable(context, statement, resolution)
            ? ResultKey.of(statement, context, resolution, rowsMax)
            : null;
    ResultCache.Entry known = key == null ? null : cache.find(key);
    query.meter().planned(query.meter().elapsedNanos());
    if (known != null) {
      hit(query, known, sink);
      return;
    }
    StatementTask task =
        new StatementTask(context, statement, resolution, explainThreads.find(context.caller()));
    ScheduledFuture<?> deadline = armDeadline(query);
    try {
      int lost = 0;
      while (true) {
        try {
          runOnce(query, task, sink, rowsMax, key);
          return;
        } catch (NodeLostException e) {
          query.stopper().check();
          lost += e.node() == null ? 0 : 1;
          requireRepeatable(e, lost, sink != null);
        }
      }
    } finally {
      deadline.cancel(false);
    }
  }

  /** Waits for a place and runs the query. */
  private void runOnce(
      TrackedQuery query,
      StatementTask task,
      @Nullable BatchSink sink,
      long rowsMax,
      @Nullable ResultKey key)
      throws NodeLostException {
    Cluster cluster = clusters.find(task.context().request().cluster());
    try (Admission.Permit permit = admit(query, cluster.admission(), sink == null ? key : null)) {
      ResultCache.Entry made = key == null ? null : cache.find(key);
      if (made != null) {
        hit(query, made, sink);
        return;
      }
      StoredResult stored = run(query, cluster.runner(), task, sink, rowsMax, key != null);
      if (key != null && stored != null) {
        cache.put(key, stored, query.meter().stats());
      }
      if (sink != null && stored != null) {
        stored.close();
        stored = null;
      }
      query.succeed(stored);
    }
  }

  /** Rows that a client has cannot be taken back; and a query may be what its nodes die of. */
  private static void requireRepeatable(NodeLostException e, int lost, boolean streamed) {
    if (streamed && e.started()) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE,
          e.getMessage() + " in the middle of the result",
          "Run it again.",
          e);
    }
    if (lost > NODES_LOST_MAX) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE,
          lost + " compute nodes were lost under the query, the last one " + e.node(),
          "Look at the cluster's status and at the logs of its nodes.",
          e);
    }
  }

  private static boolean isCacheable(
      QueryContext context, ParsedStatement statement, Resolution resolution) {
    return context.request().useCache() && StatementTask.isRepeatable(statement, resolution);
  }

  private void hit(TrackedQuery query, ResultCache.Entry known, @Nullable BatchSink sink) {
    query.meter().hit(known.stats());
    if (sink == null) {
      query.succeed(known.result());
      return;
    }
    try (StoredResult stored = known.result()) {
      query.columns(stored.columns());
      stored.replay(sink);
      query.succeed(null);
    } catch (IOException e) {
      throw sinkFailure(e, true);
    }
  }

  /** The result with a reference for the caller; null when it was streamed and is not kept. */
  private @Nullable StoredResult run(
      TrackedQuery query,
      StatementRunner runner,
      StatementTask task,
      @Nullable BatchSink sink,
      long rowsMax,
      boolean keep)
      throws NodeLostException {
    QueryRun run = new QueryRun(query, runner, task, rowsMax, config.statement().columnsMax());
    return sink == null ? spooled(query, run) : streamed(query, run, sink, keep);
  }

  private StoredResult spooled(TrackedQuery query, QueryRun run) throws NodeLostException {
    try (ResultWriter writer = spool.open(query.id(), config.result().bytesMax())) {
      boolean truncated = run.into(writer);
      return writer.finish(truncated);
    } catch (IOException e) {
      throw sinkFailure(e, false);
    }
  }

  private @Nullable StoredResult streamed(
      TrackedQuery query, QueryRun run, BatchSink sink, boolean keep) throws NodeLostException {
    ResultWriter copy = keep ? spool.open(query.id(), cache.entryBytesMax()) : null;
    try (TeeSink tee = new TeeSink(sink, copy)) {
      boolean truncated = run.into(tee);
      return tee.finish(truncated);
    } catch (IOException e) {
      throw sinkFailure(e, true);
    }
  }

  private void carryOut(TrackedQuery query, Command command, @Nullable BatchSink sink) {
    query.kind(command.kind());
    ScheduledFuture<?> deadline = armDeadline(query);
    try (Admission.Permit permit = admit(query, clusters.commands(), null)) {
      query.moveTo(QueryState.RUNNING);
      long runStart = System.nanoTime();
      CommandResult result = runCommand(query, command);
      query.meter().ran(System.nanoTime() - runStart);
      if (command instanceof SetCommand set) {
        explainThreads.put(query.context().caller(), set.maxThreads());
      }
      if (sink != null) {
        CommandRows.write(result, allocator, sink);
        query.columns(result.columns());
        query.succeed(null);
        return;
      }
      try (ResultWriter writer = spool.open(query.id(), config.result().bytesMax())) {
        CommandRows.write(result, allocator, writer);
        query.meter().returned(result.rows().size(), 0);
        query.succeed(writer.finish(false));
      }
    } catch (IOException e) {
      throw sinkFailure(e, sink != null);
    } finally {
      deadline.cancel(false);
    }
  }

  private CommandResult runCommand(TrackedQuery query, Command command) {
    try {
      query.stopper().enterWait();
      return commands.run(
          command,
          query.context(),
          (rows, bytes, percent) -> {
            query.meter().returned(rows, bytes);
            query.meter().percent(percent);
          });
    } catch (InterruptedException e) {
      throw interrupted(query);
    } finally {
      query.stopper().leaveWait();
    }
  }

  /**
   * @param answer that equal queries wait for; not one that is streamed, for its client may take
   *     its rows slowly
   */
  private Admission.Permit admit(
      TrackedQuery query, Admission admission, @Nullable ResultKey answer) {
    long start = System.nanoTime();
    query.moveTo(QueryState.QUEUED);
    Instant deadline = query.context().deadline();
    try {
      query.stopper().enterWait();
      return admission.enter(
          query.context().caller().principal(),
          answer,
          () -> Duration.between(Instant.now(), deadline).toNanos());
    } catch (InterruptedException e) {
      throw interrupted(query);
    } finally {
      query.stopper().leaveWait();
      query.meter().queued(System.nanoTime() - start);
    }
  }

  private static WeirException interrupted(TrackedQuery query) {
    WeirException reason = query.stopper().reason();
    if (reason == null) {
      // The thread was interrupted from outside: its owner is leaving.
      Thread.currentThread().interrupt();
      return new WeirException(ErrorCode.CANCELLED, "the query was interrupted");
    }
    return reason;
  }

  private ScheduledFuture<?> armDeadline(TrackedQuery query) {
    long millis = Duration.between(Instant.now(), query.context().deadline()).toMillis();
    return deadlines.schedule(
        () ->
            query
                .stopper()
                .stop(
                    new WeirException(
                        ErrorCode.DEADLINE_EXCEEDED,
                        "the query did not end by its deadline",
                        "Read less, or allow more time.")),
        Math.max(0, millis),
        TimeUnit.MILLISECONDS);
  }

  private long rowsMax(QueryContext context, boolean streamed) {
    long limit = streamed ? 0 : config.result().rowsMax();
    long asked = context.request().rowsMax();
    return asked <= 0 ? limit : limit == 0 ? asked : Math.min(asked, limit);
  }

  private static WeirException sinkFailure(IOException e, boolean streamed) {
    boolean full = e instanceof FileSystemException file && isFull(file);
    if (full) {
      return new WeirException(
          ErrorCode.DISK_FULL,
          "there is no space left for the result",
          "Free space on the disk, or read less.",
          e);
    }
    return new WeirException(
        streamed ? ErrorCode.CANCELLED : ErrorCode.INTERNAL,
        streamed ? "the client went away" : "the result cannot be kept: " + e.getMessage(),
        null,
        e);
  }

  private static boolean isFull(FileSystemException e) {
    return e.getReason() != null && e.getReason().contains("No space left");
  }

  /** What a statement would do, without doing it. */
  StatementDescription describe(QueryContext context) {
    return switch (statements.load(context.request().sql())) {
      case Statements.Order order ->
          new StatementDescription(order.command().kind(), List.of(), List.of(), List.of());
      case Statements.Query asked -> describe(context, asked.parsed());
    };
  }

  private StatementDescription describe(QueryContext context, ParsedStatement statement) {
    Resolution resolution = sessions.resolve(context, statement);
    return clusters
        .find(context.request().cluster())
        .runner()
        .describe(new StatementTask(context, statement, resolution, 0));
  }

  /** Lets go of what was kept for somebody who did not come. To be called now and then. */
  void sweep() {
    clusters.all().forEach(cluster -> cluster.runner().sweep());
  }

  @Override
  public void close() {
    clusters.close();
    cache.clear();
  }
}
