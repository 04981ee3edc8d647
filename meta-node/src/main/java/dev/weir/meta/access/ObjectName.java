package dev.weir.meta.access;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a grant is about: everything ({@code *}), a namespace ({@code sales}, {@code sales.eu}) or a
 * relation in it ({@code sales.orders}). A level that holds a dot or a quote is written in double
 * quotes, as in SQL. A grant on a namespace covers everything below it. Pure.
 *
 * @param levels outermost first; empty: everything
 */
public record ObjectName(List<String> levels) {

  /** A defensive copy. */
  public ObjectName {
    levels = List.copyOf(levels);
  }

  /**
   * Reads a name as it is written in a grant.
   *
   * @throws WeirException BAD_REQUEST when a level is empty or a quote is not closed
   */
  public static ObjectName parse(String text) {
    if (text.equals("*")) {
      return new ObjectName(List.of());
    }
    List<String> levels = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder level = new StringBuilder();
      at = readLevel(text, at, level);
      if (level.isEmpty()) {
        throw malformed(text);
      }
      levels.add(level.toString());
      if (at == text.length()) {
        return new ObjectName(levels);
      }
      if (text.charAt(at) != '.') {
        throw malformed(text);
      }
      at++;
    }
  }

  private static int readLevel(String text, int from, StringBuilder level) {
    if (from < text.length() && text.charAt(from) == '"') {
      return readQuoted(text, from + 1, level);
    }
    int end = text.indexOf('.', from);
    int stop = end < 0 ? text.length() : end;
    level.append(text, from, stop);
    if (level.indexOf("\"") >= 0) {
      throw malformed(text);
    }
    return stop;
  }

  private static int readQuoted(String text, int from, StringBuilder level) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '"') {
        level.append(c);
        at++;
      } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
        level.append('"');
        at += 2;
      } else {
        return at + 1;
      }
    }
    throw malformed(text);
  }

  private static WeirException malformed(String text) {
    return new WeirException(
        ErrorCode.BAD_REQUEST,
        "a grant names its object as *, namespace or namespace.table, not as '" + text + "'",
        "Quote a level that holds a dot: sales.\"a.b\".");
  }

  /** Whether a grant on this covers {@code object}: a namespace or a relation in it. */
  public boolean covers(List<String> object) {
    return levels.size() <= object.size() && object.subList(0, levels.size()).equals(levels);
  }

  /** Whether this lies in {@code namespace}, so that a grant on it makes the namespace visible. */
  public boolean liesIn(List<String> namespace) {
    return namespace.size() < levels.size()
        && levels.subList(0, namespace.size()).equals(namespace);
  }
}
