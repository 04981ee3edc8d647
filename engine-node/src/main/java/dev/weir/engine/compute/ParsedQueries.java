package dev.weir.engine.compute;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.engine.sql.ParsedStatement;
import dev.weir.engine.sql.StatementParser;

/** Queries by their text, parsed once. Bounded. Thread-safe. */
public final class ParsedQueries {
  /** A tree of Jackson nodes takes about so many bytes for each char of its JSON. */
  private static final int BYTES_PER_TREE_CHAR = 4;

  private final StatementParser parser;
  private final Cache<String, ParsedStatement> parsed;

  /**
   * @param bytesMax of all that are kept
   */
  public ParsedQueries(StatementParser parser, long bytesMax) {
    this.parser = parser;
    this.parsed =
        Caffeine.newBuilder()
            .maximumWeight(bytesMax)
            .<String, ParsedStatement>weigher((sql, statement) -> weight(sql, statement))
            .build();
  }

  /**
   * The query of that text.
   *
   * @throws dev.weir.contracts.error.WeirException SYNTAX_ERROR and whatever else it is refused for
   */
  public ParsedStatement parse(String sql) {
    return parsed.get(sql, parser::parse);
  }

  private static int weight(String sql, ParsedStatement statement) {
    long bytes = 2L * sql.length() + (long) BYTES_PER_TREE_CHAR * statement.treeBytes();
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }
}
