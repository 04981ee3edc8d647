package dev.weir.engine.gateway;

import dev.weir.contracts.query.StatementDescription;
import dev.weir.engine.result.BatchSink;
import java.io.IOException;
import java.util.function.DoubleSupplier;

/** Where queries run: in this process, or on the compute nodes of a cluster. Thread-safe. */
public interface StatementRunner extends AutoCloseable {

  /** Who follows one run. Called by the thread that runs it. */
  interface Watcher {
    /** Stops the run, from any thread. */
    Stopper stopper();

    /**
     * The plan is made and the engine begins to run.
     *
     * @param percent tells from any thread how much is done, 0 to 100, or -1
     */
    void planned(PlanTotals totals, DoubleSupplier percent);

    /** It has run to its end. Not called for a run that its sink has ended. */
    void ran(RunTotals totals);
  }

  /**
   * Runs a query, EXPLAIN included, and hands its batches to {@code sink}.
   *
   * @throws dev.weir.contracts.error.WeirException the query's failure
   * @throws IOException the sink's
   * @throws NodeLostException when it says nothing about the query that it did not run to its end
   */
  void run(StatementTask task, Watcher watcher, BatchSink sink)
      throws IOException, NodeLostException;

  /** What a query would answer, without running it. */
  StatementDescription describe(StatementTask task);

  /** Lets go of what was kept for somebody who did not come. To be called now and then. */
  void sweep();

  @Override
  void close();
}
