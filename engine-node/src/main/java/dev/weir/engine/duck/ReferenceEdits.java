package dev.weir.engine.duck;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.sql.EditedText.Edit;
import dev.weir.engine.sql.SqlText;
import dev.weir.engine.sql.SqlTokens;
import dev.weir.engine.sql.SqlTokens.Kind;
import dev.weir.engine.sql.SqlTokens.Token;
import dev.weir.engine.sql.TableReference;
import java.util.ArrayList;
import java.util.List;

/** Replaces the name of a table in a query, and takes its AT away. Pure. */
final class ReferenceEdits {
  /** Tokens of a name with its dots, and of AT behind it; longer ones are no reference. */
  private static final int TOKENS_MAX = 200;

  private ReferenceEdits() {}

  /**
   * @param text what the reference's places are in
   * @param replacement the full name to stand there
   */
  static List<Edit> of(String text, TableReference reference, String replacement) {
    if (reference.start() < 0) {
      throw new WeirException(
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          "this form cannot name " + String.join(".", reference.path()),
          "Write SELECT * FROM it instead.");
    }
    List<Token> tokens = SqlTokens.of(text, reference.start(), TOKENS_MAX);
    int last = 2 * reference.path().size() - 2;
    if (tokens.size() <= last) {
      throw new IllegalStateException("no table name at " + reference.start());
    }
    List<Edit> edits = new ArrayList<>();
    boolean pinned = reference.atUnit() != null;
    String alias =
        pinned && reference.alias().isEmpty()
            ? " AS " + SqlText.name(reference.path().getLast())
            : "";
    edits.add(new Edit(reference.start(), tokens.get(last).end(), replacement));
    if (pinned) {
      int at = indexOfAt(text, tokens, last + 1, reference.start() + reference.length());
      edits.add(new Edit(tokens.get(at).start(), closing(text, tokens, at + 1).end(), alias));
    }
    return edits;
  }

  /** The last AT of the reference that is not in parentheses: before it stands the alias. */
  private static int indexOfAt(String text, List<Token> tokens, int from, int end) {
    int found = -1;
    int depth = 0;
    for (int i = from; i + 1 < tokens.size() && tokens.get(i).start() < end; i++) {
      Token token = tokens.get(i);
      char first = text.charAt(token.start());
      depth += token.kind() != Kind.SYMBOL ? 0 : first == '(' ? 1 : first == ')' ? -1 : 0;
      if (depth == 0
          && SqlTokens.isWord(text, token, "AT")
          && text.charAt(tokens.get(i + 1).start()) == '(') {
        found = i;
      }
    }
    if (found < 0) {
      throw tooLong();
    }
    return found;
  }

  private static Token closing(String text, List<Token> tokens, int open) {
    int depth = 0;
    for (int i = open; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.kind() == Kind.SYMBOL) {
        char symbol = text.charAt(token.start());
        depth += symbol == '(' ? 1 : symbol == ')' ? -1 : 0;
        if (depth == 0) {
          return token;
        }
      }
    }
    throw tooLong();
  }

  private static WeirException tooLong() {
    return new WeirException(
        ErrorCode.STATEMENT_NOT_SUPPORTED,
        "AT is too long",
        "Write AT (VERSION => snapshot id) or AT (TIMESTAMP => '…') behind the table's name.");
  }
}
