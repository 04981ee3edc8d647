package dev.weir.engine.duck;

import java.util.Collection;
import java.util.stream.Collectors;

/** Writes names and literals so that nothing in them is read as SQL. */
public final class SqlText {
  private SqlText() {}

  /** A name, quoted. */
  public static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text literal. */
  public static String literal(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** A list literal of texts. */
  public static String literals(Collection<String> values) {
    return values.stream().map(SqlText::literal).collect(Collectors.joining(",", "[", "]"));
  }
}
