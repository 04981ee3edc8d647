package dev.weir.engine.command;

import java.util.List;

/** The type of a column as SQL writes it, before it means anything. Immutable. */
public sealed interface ColumnType {

  /**
   * A type without parts.
   *
   * @param name in upper case, several words separated by one space
   * @param arguments numbers in brackets: precision and scale, length
   */
  record Scalar(String name, List<Integer> arguments) implements ColumnType {}

  /** {@code element[]}. */
  record ListOf(ColumnType element) implements ColumnType {}

  /** {@code MAP(key, value)}. */
  record MapOf(ColumnType key, ColumnType value) implements ColumnType {}

  /** {@code STRUCT(name type, …)}. */
  record StructOf(List<Field> fields) implements ColumnType {}

  /** A field of a struct. */
  record Field(String name, ColumnType type) {}
}
