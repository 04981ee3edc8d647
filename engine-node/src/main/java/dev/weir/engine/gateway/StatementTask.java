package dev.weir.engine.gateway;

import dev.weir.engine.resolve.Resolution;
import dev.weir.engine.sql.Dialect;
import dev.weir.engine.sql.ParsedStatement;

/**
 * One query to run: all that its answer depends on is settled.
 *
 * @param resolution what it reads, pinned and authorised
 * @param explainThreads what EXPLAIN PIPELINE is to show; 0: the threads of the engine
 */
public record StatementTask(
    QueryContext context, ParsedStatement statement, Resolution resolution, int explainThreads) {

  /** Not what differs from run to run, such as {@code now()}, nor EXPLAIN. */
  boolean isRepeatable() {
    return isRepeatable(statement, resolution);
  }

  static boolean isRepeatable(ParsedStatement statement, Resolution resolution) {
    return statement.mode() == Dialect.Mode.RUN
        && statement.repeatable()
        && resolution.repeatable();
  }
}
