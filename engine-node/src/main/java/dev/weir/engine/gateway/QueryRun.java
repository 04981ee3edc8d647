package dev.weir.engine.gateway;

import dev.weir.contracts.query.QueryState;
import dev.weir.engine.result.BatchSink;
import dev.weir.engine.sql.Dialect;
import java.io.IOException;
import java.util.function.DoubleSupplier;

/** One run of a query, which counts what it takes. Used once, by one thread. */
final class QueryRun implements StatementRunner.Watcher {
  private final TrackedQuery query;
  private final StatementRunner runner;
  private final StatementTask task;
  private final long rowsMax;
  private final int columnsMax;
  private final long planStart = System.nanoTime();
  private long runStart;

  /**
   * @param rowsMax 0: no limit
   */
  QueryRun(
      TrackedQuery query,
      StatementRunner runner,
      StatementTask task,
      long rowsMax,
      int columnsMax) {
    this.query = query;
    this.runner = runner;
    this.task = task;
    this.rowsMax = rowsMax;
    this.columnsMax = columnsMax;
  }

  /** Whether the result was cut. */
  boolean into(BatchSink sink) throws IOException, NodeLostException {
    boolean limited = task.statement().mode() == Dialect.Mode.RUN;
    try {
      runner.run(task, this, limited ? new LimitedSink(sink, rowsMax, columnsMax, query) : sink);
      return false;
    } catch (LimitedSink.Enough cut) {
      return true;
    } finally {
      if (runStart != 0) {
        query.meter().watch(null);
        query.meter().ran(System.nanoTime() - runStart);
      }
    }
  }

  @Override
  public Stopper stopper() {
    return query.stopper();
  }

  @Override
  public void planned(PlanTotals totals, DoubleSupplier percent) {
    query.meter().plan(totals);
    query.meter().planned(System.nanoTime() - planStart);
    query.meter().watch(percent);
    query.moveTo(QueryState.RUNNING);
    runStart = System.nanoTime();
  }

  @Override
  public void ran(RunTotals totals) {
    query.meter().profile(totals);
  }
}
