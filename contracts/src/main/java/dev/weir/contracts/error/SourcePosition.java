package dev.weir.contracts.error;

/**
 * A place in a statement.
 *
 * @param line first line is 1
 * @param column first column is 1, counted in UTF-16 units as editors do
 * @param length UTF-16 units to underline, at least 1
 */
public record SourcePosition(int line, int column, int length) {}
