package dev.weir.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits SQL into tokens as the engine's own lexer does, comments left out. Only for what the
 * engine's parser does not know (EXPLAIN PIPELINE, AS OF, default): everything else goes by its
 * syntax tree.
 */
public final class SqlTokens {

  /** What a token is. */
  public enum Kind {
    WORD,
    QUOTED_NAME,
    STRING,
    NUMBER,
    SYMBOL
  }

  /**
   * @param start first char
   * @param end behind the last char
   */
  public record Token(Kind kind, int start, int end) {}

  private final String sql;
  private int at;

  private SqlTokens(String sql, int from) {
    this.sql = sql;
    this.at = from;
  }

  /** The tokens from char {@code from} on, at most {@code limit}. */
  public static List<Token> of(String sql, int from, int limit) {
    SqlTokens lexer = new SqlTokens(sql, from);
    List<Token> tokens = new ArrayList<>();
    while (tokens.size() < limit && lexer.skipBlanks()) {
      tokens.add(lexer.next());
    }
    return tokens;
  }

  /** Whether {@code token} is that keyword, in upper case. */
  public static boolean isWord(String sql, Token token, String keyword) {
    return token.kind() == Kind.WORD
        && token.end() - token.start() == keyword.length()
        && sql.substring(token.start(), token.end()).toUpperCase(Locale.ROOT).equals(keyword);
  }

  private boolean skipBlanks() {
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff') {
        at++;
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end + 1;
      } else if (sql.startsWith("/*", at)) {
        int end = sql.indexOf("*/", at + 2);
        at = end < 0 ? sql.length() : end + 2;
      } else {
        return true;
      }
    }
    return false;
  }

  private Token next() {
    int start = at;
    char c = sql.charAt(at);
    Kind kind;
    if (c == '\'') {
      kind = Kind.STRING;
      skipQuoted('\'', false);
    } else if ((c == 'e' || c == 'E') && sql.startsWith("'", at + 1)) {
      kind = Kind.STRING;
      at++;
      skipQuoted('\'', true);
    } else if (c == '"') {
      kind = Kind.QUOTED_NAME;
      skipQuoted('"', false);
    } else if (c == '$' && skipDollarQuoted()) {
      kind = Kind.STRING;
    } else if (c >= '0' && c <= '9') {
      kind = Kind.NUMBER;
      skipWord();
    } else if (isWordStart(c)) {
      kind = Kind.WORD;
      skipWord();
    } else {
      kind = Kind.SYMBOL;
      at++;
    }
    return new Token(kind, start, at);
  }

  private void skipQuoted(char quote, boolean backslashes) {
    at++;
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (backslashes && c == '\\' && at < sql.length()) {
        at++;
      } else if (c == quote) {
        if (at < sql.length() && sql.charAt(at) == quote) {
          at++;
        } else {
          return;
        }
      }
    }
  }

  private boolean skipDollarQuoted() {
    int tagEnd = at + 1;
    while (tagEnd < sql.length() && isWordPart(sql.charAt(tagEnd)) && sql.charAt(tagEnd) != '$') {
      tagEnd++;
    }
    if (tagEnd >= sql.length() || sql.charAt(tagEnd) != '$') {
      return false;
    }
    String tag = sql.substring(at, tagEnd + 1);
    int close = sql.indexOf(tag, tagEnd + 1);
    at = close < 0 ? sql.length() : close + tag.length();
    return true;
  }

  private void skipWord() {
    while (at < sql.length() && isWordPart(sql.charAt(at))) {
      at++;
    }
  }

  private static boolean isWordStart(char c) {
    return c == '_' || Character.isLetter(c) || c >= 0x80;
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || Character.isDigit(c) || c == '$';
  }
}
