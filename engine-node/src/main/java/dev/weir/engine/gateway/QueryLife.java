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
import dev.weir.engine.duck.ArrowRun;
import dev.weir.engine.duck.DuckSession;
import dev.weir.engine.duck.DuckSessions;
import dev.weir.engine.duck.RunProfile;
import dev.weir.engine.duck.SessionDescription;
import dev.weir.engine.explain.BytesRead;
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
  private final EngineConfig config;
  private final Statements statements;
  private final DuckSessions sessions;
  private final CommandRunner commands;
  private final ResultSpool spool;
  private final ResultCache cache;
  private final Admission admission;
  private final BufferAllocator allocator;
  private final Explainer explainer;
  private final BytesRead bytesRead;
  private final ScheduledExecutorService deadlines;
  private final ReadySessions ready = new ReadySessions();

  QueryLife(
      EngineConfig config,
      Statements statements,
      DuckSessions sessions,
      BytesRead bytesRead,
      CommandRunner commands,
      ResultSpool spool,
      Admission admission,
      BufferAllocator allocator,
      ScheduledExecutorService deadlines) {
    this.config = config;
    this.statements = statements;
    this.sessions = sessions;
    this.commands = commands;
    this.spool = spool;
    this.cache =
        new ResultCache(config.caches().resultBytesMax(), config.caches().resultEntryBytesMax());
    this.admission = admission;
    this.allocator = allocator;
    this.explainer = new Explainer(allocator, config.sqlEngine().threads(), bytesRead);
    this.bytesRead = bytesRead;
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
    ScheduledFuture<?> deadline = armDeadline(query);
    try (Admission.Permit permit = admit(query, sink == null ? key : null)) {
      ResultCache.Entry made = key == null ? null : cache.find(key);
      if (made != null) {
        hit(query, made, sink);
        return;
      }
      StoredResult stored = run(query, statement, resolution, sink, rowsMax, key != null);
      if (key != null && stored != null) {
        cache.put(key, stored, query.meter().stats());
      }
      if (sink != null && stored != null) {
        stored.close();
        stored = null;
      }
      query.succeed(stored);
    } finally {
      deadline.cancel(false);
    }
  }

  private static boolean isCacheable(
      QueryContext context, ParsedStatement statement, Resolution resolution) {
    return context.request().useCache() && isRepeatable(statement, resolution);
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
      ParsedStatement statement,
      Resolution resolution,
      @Nullable BatchSink sink,
      long rowsMax,
      boolean keep) {
    long planStart = System.nanoTime();
    try (DuckSession session = open(query, statement, resolution)) {
      query.stopper().enterSession(session);
      query.meter().plan(session.plan());
      query.meter().planned(System.nanoTime() - planStart);
      query.meter().watch(session::percent);
      query.moveTo(QueryState.RUNNING);
      long runStart = System.nanoTime();
      try {
        return sink == null
            ? spooled(query, statement, session, rowsMax)
            : streamed(query, statement, session, sink, rowsMax, keep);
      } finally {
        query.meter().watch(null);
        query.meter().ran(System.nanoTime() - runStart);
        query.stopper().leaveSession();
      }
    }
  }

  private DuckSession open(TrackedQuery query, ParsedStatement statement, Resolution resolution) {
    QueryContext context = query.context();
    DuckSession session =
        isRepeatable(statement, resolution)
            ? ready.take(readyKey(context, statement, resolution))
            : null;
    if (session != null) {
      return session;
    }
    try {
      // Files may have to be fetched first.
      query.stopper().enterWait();
      return sessions.open(context, statement, resolution);
    } finally {
      query.stopper().leaveWait();
    }
  }

  /** Not what differs from run to run, such as {@code now()}: it is not planned before its run. */
  private static boolean isRepeatable(ParsedStatement statement, Resolution resolution) {
    return statement.mode() == Dialect.Mode.RUN
        && statement.repeatable()
        && resolution.repeatable();
  }

  private static ReadySessions.Key readyKey(
      QueryContext context, ParsedStatement statement, Resolution resolution) {
    return new ReadySessions.Key(
        context.request().sql(), ResultKey.of(statement, context, resolution, 0));
  }

  private StoredResult spooled(
      TrackedQuery query, ParsedStatement statement, DuckSession session, long rowsMax) {
    try (ResultWriter writer = spool.open(query.id(), config.result().bytesMax())) {
      boolean truncated = run(query, statement, session, writer, rowsMax);
      return writer.finish(truncated);
    } catch (IOException e) {
      throw sinkFailure(e, false);
    }
  }

  private @Nullable StoredResult streamed(
      TrackedQuery query,
      ParsedStatement statement,
      DuckSession session,
      BatchSink sink,
      long rowsMax,
      boolean keep) {
    ResultWriter copy = keep ? spool.open(query.id(), cache.entryBytesMax()) : null;
    try (TeeSink tee = new TeeSink(sink, copy)) {
      boolean truncated = run(query, statement, session, tee, rowsMax);
      return tee.finish(truncated);
    } catch (IOException e) {
      throw sinkFailure(e, true);
    }
  }

  /** Whether the result was cut. */
  private boolean run(
      TrackedQuery query,
      ParsedStatement statement,
      DuckSession session,
      BatchSink sink,
      long rowsMax)
      throws IOException {
    if (statement.mode() != Dialect.Mode.RUN) {
      CommandRows.write(explainer.explain(session, statement, query), allocator, sink);
      return false;
    }
    LimitedSink limited = new LimitedSink(sink, rowsMax, config.statement().columnsMax(), query);
    try {
      RunProfile profile =
          ArrowRun.run(session, query.context().request().parameters(), allocator, limited);
      query.meter().profile(profile, bytesRead.of(profile, session.plan()));
      return false;
    } catch (LimitedSink.Enough cut) {
      return true;
    }
  }

  private void carryOut(TrackedQuery query, Command command, @Nullable BatchSink sink) {
    query.kind(command.kind());
    ScheduledFuture<?> deadline = armDeadline(query);
    try (Admission.Permit permit = admit(query, null)) {
      query.moveTo(QueryState.RUNNING);
      long runStart = System.nanoTime();
      CommandResult result = runCommand(query, command);
      query.meter().ran(System.nanoTime() - runStart);
      if (command instanceof SetCommand set) {
        explainer.threads(query.context().caller(), set.maxThreads());
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
  private Admission.Permit admit(TrackedQuery query, @Nullable ResultKey answer) {
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
    DuckSession session = sessions.open(context, statement, resolution);
    boolean kept = false;
    try {
      StatementDescription description = SessionDescription.describe(session);
      if (isRepeatable(statement, resolution)) {
        ready.keep(readyKey(context, statement, resolution), session);
        kept = true;
      }
      return description;
    } finally {
      if (!kept) {
        session.close();
      }
    }
  }

  /** Lets go of what was kept for somebody who did not come. To be called now and then. */
  void sweep() {
    ready.sweep();
  }

  @Override
  public void close() {
    ready.close();
    cache.clear();
  }
}
