package dev.weir.engine.sql;

import dev.weir.engine.sql.SqlTokens.Kind;
import dev.weir.engine.sql.SqlTokens.Token;
import java.util.List;

/**
 * Lets people write {@code default.flights} as SHOW TABLES prints it, though the engine's parser
 * takes {@code default} for a key word: it is quoted where it stands in front of a dot and a name.
 * The key word itself never does.
 */
final class DefaultNamespace {
  private static final String WORD = "DEFAULT";

  private DefaultNamespace() {}

  static void quote(String sql, List<Token> tokens, List<EditedText.Edit> edits) {
    for (int i = 0; i + 2 < tokens.size(); i++) {
      Token word = tokens.get(i);
      if (SqlTokens.isWord(sql, word, WORD)
          && isDot(sql, tokens.get(i + 1))
          && continuesName(sql, tokens.get(i + 2))
          && !mayBeAlias(sql, tokens, i)) {
        edits.add(new EditedText.Edit(word.start(), word.start(), "\""));
        edits.add(new EditedText.Edit(word.end(), word.end(), "\""));
      }
    }
  }

  private static boolean isDot(String sql, Token token) {
    return token.kind() == Kind.SYMBOL && sql.charAt(token.start()) == '.';
  }

  private static boolean continuesName(String sql, Token token) {
    return token.kind() == Kind.WORD
        || token.kind() == Kind.QUOTED_NAME
        || (token.kind() == Kind.SYMBOL && sql.charAt(token.start()) == '*');
  }

  /** Behind AS OF TIMESTAMP '…' stands an alias, which is moved as it is. */
  private static boolean mayBeAlias(String sql, List<Token> tokens, int at) {
    return at > 0
        && (tokens.get(at - 1).kind() == Kind.STRING
            || SqlTokens.isWord(sql, tokens.get(at - 1), "AS"));
  }
}
