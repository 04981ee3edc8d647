package dev.weir.engine.command;

/**
 * A token of a statement. Immutable.
 *
 * @param kind what it is
 * @param start offset of its first UTF-16 unit in the statement
 * @param end offset behind its last unit
 * @param value the name, the text of a string without its quotes, or the token as written
 */
record Token(Kind kind, int start, int end, String value) {
  /** The kinds of token. */
  enum Kind {
    WORD,
    QUOTED_NAME,
    STRING,
    NUMBER,
    PARAMETER,
    SYMBOL,
    END
  }

  /** Whether it is that key word, in any case, and not quoted. */
  boolean isWord(String word) {
    return kind == Kind.WORD && value.equalsIgnoreCase(word);
  }

  boolean isSymbol(char symbol) {
    return kind == Kind.SYMBOL && value.charAt(0) == symbol;
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
  }

  int length() {
    return Math.max(1, end - start);
  }
}
