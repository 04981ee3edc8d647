package dev.weir.engine.command;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells commands from queries by their first words, and parses the commands. Stateless. */
public final class CommandParser {

  private static final String NO_SETTINGS =
      "Sessions have no settings of the SQL engine; the ComputeCluster sets its limits.";
  private static final String NO_OUTSIDE =
      "Sessions reach tables only. Load files with ./weir load TABLE FILE.";
  private static final String ONE_STATEMENT =
      "Every statement is a transaction of its own: it is committed whole or not at all. Leave"
          + " BEGIN and COMMIT out.";

  /** What is understood and refused, and what to do instead. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("ATTACH", NO_OUTSIDE),
          Map.entry("DETACH", NO_OUTSIDE),
          Map.entry("USE", "Write names as namespace.table."),
          Map.entry("INSTALL", NO_OUTSIDE),
          Map.entry("LOAD", NO_OUTSIDE),
          Map.entry("UPDATE EXTENSIONS", NO_OUTSIDE),
          Map.entry("PRAGMA", NO_SETTINGS),
          Map.entry("RESET", NO_SETTINGS),
          Map.entry("EXPORT", "Ask for the rows with SELECT and save the result."),
          Map.entry("IMPORT", NO_OUTSIDE),
          Map.entry("CALL", "Table functions are asked with SELECT * FROM function(…)."),
          Map.entry("CHECKPOINT", "Every statement that succeeded is durable."),
          Map.entry("FORCE", "Every statement that succeeded is durable."),
          Map.entry("VACUUM", "Files are compacted by the warehouse."),
          Map.entry("ANALYZE", "Statistics are kept with every data file."),
          Map.entry("BEGIN", ONE_STATEMENT),
          Map.entry("START", ONE_STATEMENT),
          Map.entry("COMMIT", ONE_STATEMENT),
          Map.entry("END", ONE_STATEMENT),
          Map.entry("ROLLBACK", ONE_STATEMENT),
          Map.entry("ABORT", ONE_STATEMENT),
          Map.entry("PREPARE", "Send parameters with the statement: ? or $1."),
          Map.entry("EXECUTE", "Send parameters with the statement: ? or $1."),
          Map.entry("DEALLOCATE", "Send parameters with the statement: ? or $1."),
          Map.entry("MERGE", "Use INSERT OR REPLACE INTO, UPDATE or DELETE."),
          Map.entry("COMMENT", "Give comments in CREATE TABLE or ALTER TABLE … ADD COLUMN."));

  private CommandParser() {}

  /** As {@link CommandRunner#parse}. */
  public static Optional<Command> parse(String sql) {
    TokenReader reader = new TokenReader(sql);
    while (reader.accept(';')) {
      // Leading semicolons are harmless.
    }
    Token first = reader.peek();
    if (first.kind() == Token.Kind.END) {
      throw reader.error(first, "the statement is empty", "Try SHOW TABLES or SELECT 1.");
    }
    if (first.kind() != Token.Kind.WORD) {
      return Optional.empty();
    }
    Command command = parse(reader, first, TokenReader.upper(first.value()));
    if (command != null) {
      reader.expectEnd();
    }
    return Optional.ofNullable(command);
  }

  private static @Nullable Command parse(TokenReader reader, Token first, String head) {
    return switch (head) {
      case "CREATE", "DROP", "ALTER" -> changeCatalog(reader, head);
      case "INSERT" -> DataParser.insert(reader);
      case "COPY" -> DataParser.copy(reader);
      case "DELETE" -> DataParser.delete(reader);
      case "UPDATE" -> DataParser.update(reader);
      case "TRUNCATE" -> DataParser.truncate(reader);
      case "SHOW" -> ShowParser.show(reader);
      case "DESCRIBE", "DESC" -> ShowParser.describe(reader);
      case "GRANT", "REVOKE" -> AccessParser.change(reader);
      case "SET" -> set(reader);
      default -> {
        String hint = REFUSED.get(head);
        if (hint != null) {
          throw notSupported(reader, first, head + " is not open to sessions", hint);
        }
        yield null;
      }
    };
  }

  private static Command changeCatalog(TokenReader reader, String head) {
    boolean access = reader.peek(1).isWord("ROLE") || reader.peek(1).isWord("USER");
    if (access && !head.equals("ALTER")) {
      return AccessParser.createOrDrop(reader);
    }
    return switch (head) {
      case "CREATE" -> CreateParser.create(reader);
      case "DROP" -> AlterParser.drop(reader);
      default -> AlterParser.alter(reader);
    };
  }

  private static Command set(TokenReader reader) {
    Token first = reader.next();
    for (String scope : new String[] {"SESSION", "LOCAL", "GLOBAL"}) {
      reader.accept(scope);
    }
    if (!reader.accept("max_threads")) {
      throw notSupported(
          reader, first, "SET " + reader.peek().value() + " is not open to sessions", NO_SETTINGS);
    }
    if (!reader.accept('=')) {
      reader.expect("TO");
    }
    Token value = reader.next();
    if (!value.value().matches("[0-9]{1,4}")
        || Integer.parseInt(value.value()) < 1
        || Integer.parseInt(value.value()) > SetCommand.MAX_THREADS_LIMIT) {
      throw reader.error(
          value,
          "max_threads is a number from 1 to " + SetCommand.MAX_THREADS_LIMIT,
          "SET max_threads = 16");
    }
    return new SetCommand(Integer.parseInt(value.value()));
  }

  static WeirException notSupported(
      TokenReader reader, Token at, String message, @Nullable String hint) {
    return reader
        .statement()
        .error(ErrorCode.STATEMENT_NOT_SUPPORTED, at.start(), at.length(), message, hint);
  }
}
