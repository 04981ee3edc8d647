package dev.weir.engine.command;

/**
 * A parsed statement that is not a query. Immutable. Implementations are records, one a statement
 * kind.
 */
public interface Command {

  /**
   * What history and clients call it: {@code INSERT}, {@code CREATE TABLE}, {@code SHOW TABLES}.
   */
  String kind();
}
