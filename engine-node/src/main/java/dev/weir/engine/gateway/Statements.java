package dev.weir.engine.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.command.Command;
import dev.weir.engine.command.CommandRunner;
import dev.weir.engine.sql.ParsedStatement;
import dev.weir.engine.sql.StatementParser;
import java.nio.charset.StandardCharsets;

/** Statements by their text, parsed once. Bounded. Thread-safe. */
final class Statements {
  /** A tree of Jackson nodes takes about so many bytes for each char of its JSON. */
  private static final int BYTES_PER_TREE_CHAR = 4;

  private static final int COMMAND_BYTES = 2_000;

  /** A statement of one of the two kinds. */
  sealed interface Statement {}

  /** One that the SQL engine answers. */
  record Query(ParsedStatement parsed) implements Statement {}

  /** One that Weir carries out. */
  record Order(Command command) implements Statement {}

  private final CommandRunner commands;
  private final StatementParser parser;
  private final int bytesMax;
  private final Cache<String, Statement> parsed;

  Statements(CommandRunner commands, StatementParser parser, int bytesMax, long cacheBytesMax) {
    this.commands = commands;
    this.parser = parser;
    this.bytesMax = bytesMax;
    this.parsed =
        Caffeine.newBuilder()
            .maximumWeight(cacheBytesMax)
            .<String, Statement>weigher((sql, statement) -> weight(sql, statement))
            .build();
  }

  /**
   * Refuses what is too long before anything reads it.
   *
   * @throws WeirException STATEMENT_TOO_LARGE
   */
  void checkSize(String sql) {
    boolean tooLarge =
        sql.length() > bytesMax
            || (sql.length() > bytesMax / 3
                && sql.getBytes(StandardCharsets.UTF_8).length > bytesMax);
    if (tooLarge) {
      throw new WeirException(
          ErrorCode.STATEMENT_TOO_LARGE,
          "the statement is longer than " + bytesMax + " bytes",
          "Put long lists of values into a table and join it.");
    }
  }

  /**
   * The statement of that text.
   *
   * @throws WeirException SYNTAX_ERROR and whatever else the text is refused for
   */
  Statement load(String sql) {
    return parsed.get(sql, this::parse);
  }

  private Statement parse(String sql) {
    return commands
        .parse(sql)
        .<Statement>map(Order::new)
        .orElseGet(() -> new Query(parser.parse(sql)));
  }

  private static int weight(String sql, Statement statement) {
    long bytes =
        2L * sql.length()
            + switch (statement) {
              case Query query -> (long) BYTES_PER_TREE_CHAR * query.parsed().treeBytes();
              case Order order -> COMMAND_BYTES;
            };
    return (int) Math.min(Integer.MAX_VALUE, bytes);
  }
}
