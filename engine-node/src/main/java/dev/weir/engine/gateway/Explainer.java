package dev.weir.engine.gateway;

import dev.weir.contracts.query.ResultColumn;
import dev.weir.engine.command.CommandResult;
import dev.weir.engine.duck.ArrowRun;
import dev.weir.engine.duck.DuckSession;
import dev.weir.engine.duck.EnginePlan;
import dev.weir.engine.duck.RunProfile;
import dev.weir.engine.duck.SessionDescription;
import dev.weir.engine.explain.BytesRead;
import dev.weir.engine.explain.Explanation;
import dev.weir.engine.result.BatchSink;
import dev.weir.engine.sql.ParsedStatement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Answers EXPLAIN in its three forms. Thread-safe. */
final class Explainer {
  private static final List<ResultColumn> COLUMNS =
      List.of(new ResultColumn("explain", "VARCHAR", false));
  private static final BatchSink NOWHERE =
      new BatchSink() {
        @Override
        public void start(Schema schema) {}

        @Override
        public void batch(VectorSchemaRoot batch) {}
      };

  private final BufferAllocator allocator;
  private final int threads;
  private final BytesRead bytesRead;

  Explainer(BufferAllocator allocator, int threads, BytesRead bytesRead) {
    this.allocator = allocator;
    this.threads = threads;
    this.bytesRead = bytesRead;
  }

  /**
   * The lines, one a row.
   *
   * @param ran told what a statement took that was run for it
   */
  CommandResult explain(DuckSession session, StatementTask task, Consumer<RunTotals> ran) {
    ParsedStatement statement = task.statement();
    List<@Nullable Object> parameters = task.context().request().parameters();
    List<String> lines =
        switch (statement.mode()) {
          case EXPLAIN ->
              Explanation.plan(
                  EnginePlan.json(session, parameters),
                  session.plan(),
                  bytesRead,
                  SessionDescription.describe(session).columns(),
                  statement.usesNumbers());
          case EXPLAIN_ANALYZE ->
              Explanation.analysis(
                  run(session, parameters, ran),
                  session.plan(),
                  bytesRead,
                  SessionDescription.describe(session).columns(),
                  statement.usesNumbers());
          case EXPLAIN_PIPELINE ->
              Explanation.pipeline(
                  EnginePlan.json(session, parameters),
                  task.explainThreads() > 0 ? task.explainThreads() : threads);
          case RUN -> throw new IllegalArgumentException("nothing to explain");
        };
    List<List<@Nullable Object>> rows = new ArrayList<>();
    lines.forEach(line -> rows.add(List.of(line)));
    return new CommandResult(COLUMNS, rows, -1);
  }

  private RunProfile run(
      DuckSession session, List<@Nullable Object> parameters, Consumer<RunTotals> ran) {
    try {
      RunProfile profile = ArrowRun.run(session, parameters, allocator, NOWHERE);
      ran.accept(RunTotals.of(profile, bytesRead.of(profile, session.plan())));
      return profile;
    } catch (IOException e) {
      throw new IllegalStateException("nowhere takes everything", e);
    }
  }
}
