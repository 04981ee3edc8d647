package dev.weir.engine.sql;

import dev.weir.engine.sql.SqlTokens.Kind;
import dev.weir.engine.sql.SqlTokens.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What Weir's SQL has beyond the engine's: {@code EXPLAIN PIPELINE}, EXPLAIN as part of the
 * protocol, and {@code AS OF TIMESTAMP '…'} behind a table. All of it is turned into what the
 * engine's parser reads.
 *
 * @param mode what is wanted of the query
 * @param query the query for the engine's parser, with blanks where EXPLAIN stood
 */
public record Dialect(Mode mode, EditedText query) {

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
    if (mentionsOf(sql)) {
      addTimeTravel(sql, queryStart, edits);
    }
    return new Dialect(mode, EditedText.of(sql, edits));
  }

  /** Cheap: most statements have no AS OF and need no tokens. */
  private static boolean mentionsOf(String sql) {
    for (int i = sql.indexOf('o'), j = sql.indexOf('O'); i >= 0 || j >= 0; ) {
      int at = i < 0 ? j : j < 0 ? i : Math.min(i, j);
      if (sql.regionMatches(true, at, "of", 0, 2)) {
        return true;
      }
      i = sql.indexOf('o', at + 1);
      j = sql.indexOf('O', at + 1);
    }
    return false;
  }

  private static void addTimeTravel(String sql, int from, List<EditedText.Edit> edits) {
    List<Token> tokens = SqlTokens.of(sql, from, Integer.MAX_VALUE);
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
