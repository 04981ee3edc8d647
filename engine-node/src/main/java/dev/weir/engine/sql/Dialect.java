package dev.weir.engine.sql;

import dev.weir.engine.sql.SqlTokens.Kind;
import dev.weir.engine.sql.SqlTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What Weir's SQL has beyond the engine's: {@code EXPLAIN PIPELINE}, EXPLAIN as part of the
 * protocol, {@code AS OF TIMESTAMP '…'} behind a table, and {@code default} as the name of a
 * namespace. All of it is turned into what the engine's parser reads.
 *
 * @param mode what is wanted of the query
 * @param query the query for the engine's parser, with blanks where EXPLAIN stood
 */
public record Dialect(Mode mode, EditedText query) {
  private static final int LOWER_CASE_BIT = 0x20;

  private static final Set<String> AFTER_TABLES =
      Set.of(
          "ANTI",
          "ASOF",
          "CROSS",
          "EXCEPT",
          "FETCH",
          "FOR",
          "FULL",
          "GROUP",
          "HAVING",
          "INNER",
          "INTERSECT",
          "JOIN",
          "LEFT",
          "LIMIT",
          "NATURAL",
          "OFFSET",
          "ON",
          "ORDER",
          "POSITIONAL",
          "QUALIFY",
          "RIGHT",
          "SEMI",
          "TABLESAMPLE",
          "UNION",
          "USING",
          "WHERE",
          "WINDOW");

  /** What is wanted of a query. */
  public enum Mode {
    RUN,
    EXPLAIN,
    EXPLAIN_ANALYZE,
    EXPLAIN_PIPELINE
  }

  /** Reads {@code sql}, of which nothing is assumed. */
  public static Dialect read(String sql) {
    List<Token> head = SqlTokens.of(sql, 0, 2);
    Mode mode = Mode.RUN;
    int queryStart = 0;
    if (!head.isEmpty() && SqlTokens.isWord(sql, head.getFirst(), "EXPLAIN")) {
      Token last = head.getFirst();
      mode = Mode.EXPLAIN;
      if (head.size() > 1 && SqlTokens.isWord(sql, head.get(1), "ANALYZE")) {
        last = head.get(1);
        mode = Mode.EXPLAIN_ANALYZE;
      } else if (head.size() > 1 && SqlTokens.isWord(sql, head.get(1), "PIPELINE")) {
        last = head.get(1);
        mode = Mode.EXPLAIN_PIPELINE;
      }
      queryStart = last.end();
    }
    List<EditedText.Edit> edits = new ArrayList<>();
    if (queryStart > 0) {
      edits.add(new EditedText.Edit(0, queryStart, " ".repeat(queryStart)));
    }
    boolean timeTravel = mentions(sql, "of");
    boolean defaultNamespace = mentions(sql, "default");
    if (timeTravel || defaultNamespace) {
      List<Token> tokens = SqlTokens.of(sql, queryStart, Integer.MAX_VALUE);
      if (timeTravel) {
        addTimeTravel(sql, tokens, edits);
      }
      if (defaultNamespace) {
        DefaultNamespace.quote(sql, tokens, edits);
      }
    }
    return new Dialect(mode, EditedText.of(sql, edits));
  }

  /**
   * Whether the letters of {@code word}, in lower case, are there. Most statements need no more.
   */
  private static boolean mentions(String sql, String word) {
    char first = word.charAt(0);
    for (int at = 0; at <= sql.length() - word.length(); at++) {
      if ((sql.charAt(at) | LOWER_CASE_BIT) == first
          && sql.regionMatches(true, at, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  private static void addTimeTravel(String sql, List<Token> tokens, List<EditedText.Edit> edits) {
    for (int i = 0; i + 3 < tokens.size(); i++) {
      Token literal = tokens.get(i + 3);
      if (SqlTokens.isWord(sql, tokens.get(i), "AS")
          && SqlTokens.isWord(sql, tokens.get(i + 1), "OF")
          && SqlTokens.isWord(sql, tokens.get(i + 2), "TIMESTAMP")
          && literal.kind() == Kind.STRING) {
        // The engine wants the alias in front of AT; people write it behind.
        int behind = i + 4;
        if (behind < tokens.size() && SqlTokens.isWord(sql, tokens.get(behind), "AS")) {
          behind++;
        }
        String alias = "";
        int end = literal.end();
        if (behind < tokens.size() && isAlias(sql, tokens.get(behind))) {
          end = tokens.get(behind).end();
          alias = "AS " + sql.substring(tokens.get(behind).start(), end) + " ";
        }
        edits.add(
            new EditedText.Edit(
                tokens.get(i).start(), literal.start(), alias + "AT (TIMESTAMP => "));
        edits.add(new EditedText.Edit(literal.end(), end, ")"));
      }
    }
  }

  private static boolean isAlias(String sql, Token token) {
    return token.kind() == Kind.QUOTED_NAME
        || (token.kind() == Kind.WORD
            && !AFTER_TABLES.contains(
                sql.substring(token.start(), token.end()).toUpperCase(Locale.ROOT)));
  }
}
