package dev.weir.engine.sql;

/** The SQL engine's own parser. Thread-safe. */
@FunctionalInterface
public interface SyntaxReader {

  /**
   * The syntax tree of {@code sql} as JSON: {@code {"error":false,"statements":[…]}}, or {@code
   * {"error":true,"error_type":…,"error_message":…,"position":…}}.
   */
  String read(String sql);
}
