package dev.weir.engine.command;

import java.util.List;

/**
 * A part of a statement that only the SQL engine understands: a query or an expression. It is kept
 * as text, never rewritten but for the values of its parameters. Immutable.
 *
 * @param statement where it was cut from
 * @param offset of its first UTF-16 unit in the statement
 * @param text as written, without a trailing semicolon
 * @param parameters the {@code ?} and {@code $1} in it, in order
 */
public record SqlSlice(
    StatementText statement, int offset, String text, List<Parameter> parameters) {

  /**
   * A placeholder of a value.
   *
   * @param offset in the slice
   * @param length of the placeholder
   * @param index of the value, from 0
   */
  public record Parameter(int offset, int length, int index) {}
}
