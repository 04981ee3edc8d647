package dev.weir.engine.command;

import dev.weir.contracts.error.WeirException;
import dev.weir.engine.command.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;

/** A cursor over the tokens of one statement, with the errors of a parser. Not thread-safe. */
final class TokenReader {
  private static final int TOKENS_KEPT = 256;

  private final StatementText statement;
  private final SqlLexer lexer;
  private final List<Token> read = new ArrayList<>();
  private int at;
  private int plainParameters;

  TokenReader(String sql) {
    this.statement = new StatementText(sql);
    this.lexer = new SqlLexer(statement);
  }

  StatementText statement() {
    return statement;
  }

  Token peek() {
    return peek(0);
  }

  Token peek(int ahead) {
    while (read.size() <= at + ahead) {
      read.add(lexer.next());
    }
    return read.get(at + ahead);
  }

  Token next() {
    Token token = peek();
    if (token.kind() != Kind.END) {
      at++;
    }
    if (at > TOKENS_KEPT) {
      // A long VALUES list has millions of tokens; only the one behind is ever looked at again.
      read.subList(0, at - 1).clear();
      at = 1;
    }
    return token;
  }

  /** Consumes these key words when all of them follow. */
  boolean accept(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).isWord(words[i])) {
        return false;
      }
    }
    at += words.length;
    return true;
  }

  boolean accept(char symbol) {
    if (!peek().isSymbol(symbol)) {
      return false;
    }
    at++;
    return true;
  }

  /** Consumes one of the key words and says which, in upper case. */
  String expectOneOf(String... words) {
    for (String word : words) {
      if (accept(word)) {
        return word;
      }
    }
    throw unexpected(String.join(" or ", words));
  }

  void expect(String word) {
    if (!accept(word)) {
      throw unexpected(word);
    }
  }

  void expect(char symbol) {
    if (!accept(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  String name(String what) {
    if (!peek().isName()) {
      throw unexpected(what);
    }
    Token token = next();
    if (token.value().isEmpty()) {
      throw statement.syntaxError(token.start(), token.length(), what + " is empty", null);
    }
    return token.value();
  }

  /** {@code name}, {@code namespace.name} or more levels; without a namespace it is empty. */
  TableIdentifier tableName(String what) {
    List<String> levels = levels(what);
    return TableIdentifier.of(
        Namespace.of(levels.subList(0, levels.size() - 1).toArray(String[]::new)),
        levels.getLast());
  }

  Namespace namespace() {
    return Namespace.of(levels("the name of a namespace").toArray(String[]::new));
  }

  /** The levels of a name, outermost first. */
  List<String> levels(String what) {
    List<String> levels = new ArrayList<>();
    levels.add(name(what));
    while (accept('.')) {
      levels.add(name(what));
    }
    return levels;
  }

  /** {@code (a, b, c)}. */
  List<String> nameList(String what) {
    expect('(');
    List<String> names = new ArrayList<>();
    do {
      names.add(name(what));
    } while (accept(','));
    expect(')');
    return names;
  }

  String string(String what) {
    if (peek().kind() != Kind.STRING) {
      throw unexpected(what + " in single quotes");
    }
    return next().value();
  }

  boolean atEnd() {
    return peek().kind() == Kind.END || peek().isSymbol(';');
  }

  /** A trailing semicolon is fine; a second statement is not. */
  void expectEnd() {
    while (accept(';')) {
      // More than one is harmless.
    }
    Token token = peek();
    if (token.kind() == Kind.END) {
      return;
    }
    if (at > 0 && read.get(at - 1).isSymbol(';')) {
      throw statement.syntaxError(
          token.start(),
          token.length(),
          "there is a second statement behind the semicolon",
          "Send one statement at a time.");
    }
    throw unexpected("the end of the statement");
  }

  /** The rest of the statement. */
  SqlSlice sliceToEnd(String what) {
    SqlSlice slice = sliceUntil(what, token -> false);
    expectEnd();
    return slice;
  }

  /**
   * The text up to a token outside all brackets that {@code stop} knows, or to the end.
   *
   * @param what is expected, for the error when there is nothing
   */
  SqlSlice sliceUntil(String what, Predicate<Token> stop) {
    Deque<Token> open = new ArrayDeque<>();
    Token first = peek();
    Token last = null;
    List<SqlSlice.Parameter> parameters = new ArrayList<>();
    while (!atEnd()) {
      Token token = peek();
      if (open.isEmpty() && stop.test(token) && !isDistinctFrom(token, last)) {
        break;
      }
      if (token.isSymbol('(') || token.isSymbol('[') || token.isSymbol('{')) {
        open.push(token);
      } else if (token.isSymbol(')') || token.isSymbol(']') || token.isSymbol('}')) {
        if (open.isEmpty()) {
          throw error(token, "a bracket is closed that was never opened", null);
        }
        open.pop();
      } else if (token.kind() == Kind.PARAMETER) {
        parameters.add(parameter(token, first.start()));
      }
      last = next();
    }
    if (!open.isEmpty()) {
      throw error(open.pop(), "the bracket is not closed", null);
    }
    if (last == null) {
      throw unexpected(what);
    }
    String text = statement.sql().substring(first.start(), last.end());
    return new SqlSlice(statement, first.start(), text, List.copyOf(parameters));
  }

  // FROM in "a IS DISTINCT FROM b" starts no clause.
  private static boolean isDistinctFrom(Token token, @Nullable Token before) {
    return token.isWord("FROM") && before != null && before.isWord("DISTINCT");
  }

  private SqlSlice.Parameter parameter(Token token, int sliceStart) {
    String digits = token.value().substring(1);
    int index = plainParameters;
    if (digits.isEmpty()) {
      plainParameters++;
    } else if (digits.chars().allMatch(Character::isDigit) && digits.length() < 6) {
      index = Integer.parseInt(digits) - 1;
    } else {
      throw statement.syntaxError(
          token.start(),
          token.length(),
          "a parameter is ? or $1, not " + token.value(),
          "Number the parameters: $1, $2.");
    }
    return new SqlSlice.Parameter(token.start() - sliceStart, token.length(), index);
  }

  WeirException unexpected(String expected) {
    Token token = peek();
    String found =
        token.kind() == Kind.END
            ? "the statement ended"
            : "found " + shortened(statement.sql().substring(token.start(), token.end()));
    return statement.syntaxError(
        token.start(), token.length(), "expected " + expected + ", " + found, null);
  }

  WeirException error(Token token, String message, @Nullable String hint) {
    return statement.syntaxError(token.start(), token.length(), message, hint);
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
