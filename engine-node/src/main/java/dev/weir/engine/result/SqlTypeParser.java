package dev.weir.engine.result;

import dev.weir.engine.result.SqlType.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads the type names that the engine prints: {@code STRUCT(a INTEGER, "b c" DECIMAL(12,2)[])[3]}.
 * A name that it does not know is kept as it is.
 */
final class SqlTypeParser {
  private final String text;
  private int at;

  SqlTypeParser(String text) {
    this.text = text;
  }

  SqlType parse() {
    SqlType type = type();
    skipSpaces();
    return at == text.length() ? type : plain(text);
  }

  private SqlType type() {
    skipSpaces();
    int start = at;
    String word = words();
    SqlType type = peek('(') ? withArguments(start, word) : plain(word);
    while (peek('[')) {
      int open = at++;
      int close = text.indexOf(']', at);
      if (close < 0) {
        at = open;
        return type;
      }
      String length = text.substring(at, close).strip();
      at = close + 1;
      List<Member> element = List.of(new Member("", type));
      String name = text.substring(start, at);
      type =
          length.isEmpty()
              ? new SqlType(name, "LIST", List.of(), element)
              : new SqlType(name, "ARRAY", List.of(Integer.valueOf(length)), element);
    }
    return type;
  }

  private SqlType withArguments(int start, String word) {
    return switch (word) {
      case "STRUCT", "UNION" -> named(start, word);
      case "MAP" -> map(start);
      case "DECIMAL" -> decimal(start);
      default -> {
        skipParentheses();
        yield new SqlType(text.substring(start, at), word, List.of(), List.of());
      }
    };
  }

  private SqlType named(int start, String kind) {
    List<Member> members = new ArrayList<>();
    at++;
    while (at < text.length() && !peek(')')) {
      skipSpaces();
      int before = at;
      String name = peek('"') ? quoted() : bareName();
      skipSpaces();
      if (peek(',') || peek(')')) {
        // An unnamed struct: what was read as a name is the type.
        at = before;
        members.add(new Member("", type()));
      } else {
        members.add(new Member(name, type()));
      }
      skipSpaces();
      if (peek(',')) {
        at++;
      }
    }
    at++;
    return new SqlType(slice(start), kind, List.of(), members);
  }

  private SqlType map(int start) {
    at++;
    SqlType key = type();
    skipSpaces();
    at++;
    SqlType value = type();
    skipSpaces();
    at++;
    return new SqlType(
        slice(start),
        "MAP",
        List.of(),
        List.of(new Member("key", key), new Member("value", value)));
  }

  private SqlType decimal(int start) {
    int close = text.indexOf(')', at);
    List<Integer> numbers = new ArrayList<>();
    for (String number : text.substring(at + 1, close).split(",", -1)) {
      numbers.add(Integer.valueOf(number.strip()));
    }
    at = close + 1;
    return new SqlType(slice(start), "DECIMAL", numbers, List.of());
  }

  /** {@code TIMESTAMP WITH TIME ZONE}: words with single spaces, and {@code "NULL"} in quotes. */
  private String words() {
    if (peek('"')) {
      return quoted().toUpperCase(Locale.ROOT);
    }
    int start = at;
    while (at < text.length() && (isWord(text.charAt(at)) || text.charAt(at) == ' ')) {
      at++;
    }
    return text.substring(start, at).strip().toUpperCase(Locale.ROOT);
  }

  private String bareName() {
    int start = at;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      at++;
    }
    return text.substring(start, Math.min(at, text.length()));
  }

  private String quoted() {
    StringBuilder name = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        name.append(c);
      } else if (peek('"')) {
        name.append('"');
        at++;
      } else {
        break;
      }
    }
    return name.toString();
  }

  /** Over the values of an ENUM, which may hold parentheses in their quotes. */
  private void skipParentheses() {
    int depth = 0;
    boolean quotes = false;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '\'') {
        quotes = !quotes;
      } else if (!quotes && c == '(') {
        depth++;
      } else if (!quotes && c == ')' && --depth == 0) {
        return;
      }
    }
  }

  private String slice(int start) {
    return text.substring(start, Math.min(at, text.length()));
  }

  private static SqlType plain(String name) {
    return new SqlType(name, name, List.of(), List.of());
  }

  private static boolean isWord(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private boolean peek(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private void skipSpaces() {
    while (peek(' ')) {
      at++;
    }
  }
}
