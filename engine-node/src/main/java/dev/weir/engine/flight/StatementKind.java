package dev.weir.engine.flight;

import java.util.Set;

/** Tells statements that answer rows from those that change something. */
final class StatementKind {
  private static final Set<String> ROWS =
      Set.of("SELECT", "VALUES", "FROM", "WITH", "SHOW", "DESCRIBE", "EXPLAIN", "SUMMARIZE");

  private StatementKind() {}

  /**
   * @param kind as the gateway describes it: {@code SELECT}, {@code CREATE TABLE}, {@code SHOW
   *     TABLES}
   */
  static boolean answersRows(String kind) {
    int space = kind.indexOf(' ');
    return ROWS.contains(space < 0 ? kind : kind.substring(0, space));
  }
}
