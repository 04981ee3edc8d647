package dev.weir.engine.gateway;

import dev.weir.contracts.query.StatementDescription;
import dev.weir.engine.duck.ArrowRun;
import dev.weir.engine.duck.DuckSession;
import dev.weir.engine.duck.DuckSessions;
import dev.weir.engine.duck.RunProfile;
import dev.weir.engine.duck.SessionDescription;
import dev.weir.engine.explain.BytesRead;
import dev.weir.engine.result.BatchSink;
import dev.weir.engine.result.CommandRows;
import dev.weir.engine.sql.Dialect;
import java.io.IOException;
import org.apache.arrow.memory.BufferAllocator;

/** Runs queries with the SQL engine of this process. */
public final class LocalRunner implements StatementRunner {
  private final DuckSessions sessions;
  private final BytesRead bytesRead;
  private final BufferAllocator allocator;
  private final Explainer explainer;
  private final ReadySessions ready = new ReadySessions();

  /**
   * @param threads of the SQL engine
   * @param allocator of the batches
   */
  public LocalRunner(
      DuckSessions sessions, BytesRead bytesRead, BufferAllocator allocator, int threads) {
    this.sessions = sessions;
    this.bytesRead = bytesRead;
    this.allocator = allocator;
    this.explainer = new Explainer(allocator, threads, bytesRead);
  }

  @Override
  public void run(StatementTask task, Watcher watcher, BatchSink sink) throws IOException {
    try (DuckSession session = open(task, watcher.stopper())) {
      try {
        watcher.stopper().enterSession(session::cancel);
        watcher.planned(PlanTotals.of(session.plan()), session::percent);
        if (task.statement().mode() != Dialect.Mode.RUN) {
          CommandRows.write(explainer.explain(session, task, watcher::ran), allocator, sink);
          return;
        }
        RunProfile profile =
            ArrowRun.run(session, task.context().request().parameters(), allocator, sink);
        watcher.ran(RunTotals.of(profile, bytesRead.of(profile, session.plan())));
      } finally {
        watcher.stopper().leaveSession();
      }
    }
  }

  private DuckSession open(StatementTask task, Stopper stopper) {
    DuckSession session = task.isRepeatable() ? ready.take(readyKey(task)) : null;
    if (session != null) {
      return session;
    }
    try {
      // Files may have to be fetched first.
      stopper.enterWait();
      return sessions.open(task.context(), task.statement(), task.resolution());
    } finally {
      stopper.leaveWait();
    }
  }

  private static ReadySessions.Key readyKey(StatementTask task) {
    return new ReadySessions.Key(
        task.context().request().sql(),
        ResultKey.of(task.statement(), task.context(), task.resolution(), 0));
  }

  @Override
  public StatementDescription describe(StatementTask task) {
    DuckSession session = sessions.open(task.context(), task.statement(), task.resolution());
    boolean kept = false;
    try {
      StatementDescription description = SessionDescription.describe(session);
      if (task.isRepeatable()) {
        ready.keep(readyKey(task), session);
        kept = true;
      }
      return description;
    } finally {
      if (!kept) {
        session.close();
      }
    }
  }

  @Override
  public void sweep() {
    ready.sweep();
  }

  @Override
  public void close() {
    ready.close();
  }
}
