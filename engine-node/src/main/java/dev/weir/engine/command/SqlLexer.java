package dev.weir.engine.command;

import dev.weir.engine.command.Token.Kind;

/**
 * Splits a statement into tokens, one at a time, so that telling a query from a command costs one
 * word and not the whole text. Knows DuckDB's quotes: {@code 'text'}, {@code E'text'}, {@code
 * $tag$text$tag$}, {@code "name"}, both kinds of comments, block comments nested. Not thread-safe.
 */
final class SqlLexer {
  private final StatementText statement;
  private final String sql;
  private int at;

  SqlLexer(StatementText statement) {
    this.statement = statement;
    this.sql = statement.sql();
  }

  Token next() {
    skipBlanksAndComments();
    if (at >= sql.length()) {
      return new Token(Kind.END, sql.length(), sql.length(), "");
    }
    int start = at;
    char c = sql.charAt(at);
    if (c == '\'') {
      String text = quoted('\'', start);
      return new Token(Kind.STRING, start, at, text);
    }
    if (c == '"') {
      String name = quoted('"', start);
      return new Token(Kind.QUOTED_NAME, start, at, name);
    }
    if ((c == 'e' || c == 'E') && peek(1) == '\'') {
      at++;
      String text = escaped(start);
      return new Token(Kind.STRING, start, at, text);
    }
    if (c == '$') {
      return dollar(start);
    }
    if (Character.isDigit(c) || (c == '.' && Character.isDigit(peek(1)))) {
      return number(start);
    }
    if (Character.isUnicodeIdentifierStart(sql.codePointAt(at)) || c == '_') {
      return word(start);
    }
    at++;
    return new Token(c == '?' ? Kind.PARAMETER : Kind.SYMBOL, start, at, String.valueOf(c));
  }

  private void skipBlanksAndComments() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff') {
        at++;
      } else if (c == '-' && peek(1) == '-') {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end + 1;
      } else if (c == '/' && peek(1) == '*') {
        skipBlockComment();
      } else {
        return;
      }
    }
  }

  private void skipBlockComment() {
    int start = at;
    int depth = 0;
    while (at < sql.length()) {
      if (sql.startsWith("/*", at)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
        if (depth == 0) {
          return;
        }
      } else {
        at++;
      }
    }
    throw statement.syntaxError(start, 2, "the comment is not closed", "Close it with */.");
  }

  private String quoted(char quote, int start) {
    StringBuilder text = new StringBuilder();
    at = start + 1;
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (c != quote) {
        text.append(c);
      } else if (at < sql.length() && sql.charAt(at) == quote) {
        text.append(quote);
        at++;
      } else {
        return text.toString();
      }
    }
    throw statement.syntaxError(
        start,
        1,
        quote == '"' ? "the quoted name is not closed" : "the text is not closed",
        "Close it with " + quote + ".");
  }

  private String escaped(int start) {
    // The value matters only for options, where nobody needs more than these escapes.
    int from = at + 1;
    int i = from;
    while (i < sql.length() && sql.charAt(i) != '\'') {
      i += sql.charAt(i) == '\\' ? 2 : 1;
    }
    if (i >= sql.length()) {
      throw statement.syntaxError(start, 2, "the text is not closed", "Close it with '.");
    }
    String raw = sql.substring(from, i);
    at = i + 1;
    return raw.replace("\\t", "\t").replace("\\n", "\n").replace("\\'", "'").replace("\\\\", "\\");
  }

  private Token dollar(int start) {
    int end = at + 1;
    while (end < sql.length() && Character.isUnicodeIdentifierPart(sql.charAt(end))) {
      end++;
    }
    if (end < sql.length() && sql.charAt(end) == '$' && !Character.isDigit(peek(1))) {
      String tag = sql.substring(at, end + 1);
      int close = sql.indexOf(tag, end + 1);
      if (close < 0) {
        throw statement.syntaxError(
            start, tag.length(), "the text is not closed", "Close it with " + tag + ".");
      }
      at = close + tag.length();
      return new Token(Kind.STRING, start, at, sql.substring(end + 1, close));
    }
    at = end;
    return new Token(Kind.PARAMETER, start, end, sql.substring(start, end));
  }

  private Token number(int start) {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      boolean exponentSign =
          (c == '+' || c == '-') && Character.toLowerCase(sql.charAt(at - 1)) == 'e';
      if (!Character.isLetterOrDigit(c) && c != '.' && c != '_' && !exponentSign) {
        break;
      }
      at++;
    }
    return new Token(Kind.NUMBER, start, at, sql.substring(start, at));
  }

  private Token word(int start) {
    while (at < sql.length()) {
      int point = sql.codePointAt(at);
      if (!Character.isUnicodeIdentifierPart(point) && point != '$') {
        break;
      }
      at += Character.charCount(point);
    }
    return new Token(Kind.WORD, start, at, sql.substring(start, at));
  }

  private char peek(int ahead) {
    return at + ahead < sql.length() ? sql.charAt(at + ahead) : '\0';
  }
}
