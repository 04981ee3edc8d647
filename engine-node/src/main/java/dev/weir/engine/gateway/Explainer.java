package dev.weir.engine.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.contracts.query.Caller;
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
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/** Answers EXPLAIN in its three forms. Thread-safe. */
final class Explainer {
  private static final int CALLERS_MAX = 10_000;
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
  private final Cache<String, Integer> threadsAsked =
      Caffeine.newBuilder().maximumSize(CALLERS_MAX).build();

  Explainer(BufferAllocator allocator, int threads, BytesRead bytesRead) {
    this.allocator = allocator;
    this.threads = threads;
    this.bytesRead = bytesRead;
  }

  /** What {@code SET max_threads} asked for: EXPLAIN PIPELINE shows it to that caller. */
  void threads(Caller caller, int asked) {
    threadsAsked.put(key(caller), asked);
  }

  private static String key(Caller caller) {
    return caller.tenant() + "|" + caller.principal();
  }

  /** The lines, one a row. */
  CommandResult explain(DuckSession session, ParsedStatement statement, TrackedQuery query) {
    QueryContext context = query.context();
    List<@Nullable Object> parameters = context.request().parameters();
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
                  run(session, parameters, query.meter()),
                  session.plan(),
                  bytesRead,
                  SessionDescription.describe(session).columns(),
                  statement.usesNumbers());
          case EXPLAIN_PIPELINE ->
              Explanation.pipeline(
                  EnginePlan.json(session, parameters),
                  threadsAsked.get(key(context.caller()), caller -> threads));
          case RUN -> throw new IllegalArgumentException("nothing to explain");
        };
    List<List<@Nullable Object>> rows = new ArrayList<>();
    lines.forEach(line -> rows.add(List.of(line)));
    return new CommandResult(COLUMNS, rows, -1);
  }

  private RunProfile run(DuckSession session, List<@Nullable Object> parameters, QueryMeter meter) {
    try {
      RunProfile profile = ArrowRun.run(session, parameters, allocator, NOWHERE);
      meter.profile(profile, bytesRead.of(profile, session.plan()));
      return profile;
    } catch (IOException e) {
      throw new IllegalStateException("nowhere takes everything", e);
    }
  }
}
