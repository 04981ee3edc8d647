package dev.weir.engine.command;

import dev.weir.engine.command.DataCommand.Assignment;
import dev.weir.engine.command.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;

/** Parses INSERT, COPY, DELETE, UPDATE and TRUNCATE. Stateless. */
final class DataParser {
  private static final Set<String> QUERY_HEADS =
      Set.of("SELECT", "VALUES", "FROM", "WITH", "TABLE", "PIVOT", "UNPIVOT");

  private DataParser() {}

  static Command insert(TokenReader reader) {
    reader.expect("INSERT");
    boolean orReplace = reader.accept("OR", "REPLACE");
    if (reader.peek().isWord("OR")) {
      throw CommandParser.notSupported(
          reader, reader.peek(), "INSERT OR … knows REPLACE only", "Use INSERT OR REPLACE INTO.");
    }
    reader.expect("INTO");
    TableIdentifier table = reader.tableName("the name of the table");
    List<String> columns = List.of();
    if (reader.peek().isSymbol('(') && !startsQuery(reader.peek(1))) {
      columns = reader.nameList("the name of a column");
    }
    Token query = reader.peek();
    if (!query.isSymbol('(') && !startsQuery(query)) {
      throw reader.unexpected("VALUES or a query");
    }
    SqlSlice slice = reader.sliceUntil("VALUES or a query", DataParser::isInsertTail);
    refuseTail(reader);
    return new DataCommand.Insert(table, columns, orReplace, slice);
  }

  private static boolean startsQuery(Token token) {
    return token.kind() == Kind.WORD && QUERY_HEADS.contains(TokenReader.upper(token.value()));
  }

  private static boolean isInsertTail(Token token) {
    return token.isWord("RETURNING");
  }

  private static void refuseTail(TokenReader reader) {
    if (reader.peek().isWord("RETURNING")) {
      throw CommandParser.notSupported(
          reader, reader.peek(), "RETURNING is not supported", "Ask with SELECT afterwards.");
    }
  }

  static Command copy(TokenReader reader) {
    reader.expect("COPY");
    Token first = reader.peek();
    if (first.isSymbol('(')) {
      throw copyTo(reader, first);
    }
    TableIdentifier table = reader.tableName("the name of the table");
    List<String> columns =
        reader.peek().isSymbol('(') ? reader.nameList("the name of a column") : List.of();
    if (reader.peek().isWord("TO")) {
      throw copyTo(reader, reader.peek());
    }
    reader.expect("FROM");
    String file = reader.string("the path of a file");
    Map<String, String> options = new LinkedHashMap<>();
    boolean with = reader.accept("WITH");
    if (reader.accept('(')) {
      do {
        option(reader, options);
      } while (reader.accept(','));
      reader.expect(')');
    } else if (with) {
      throw reader.unexpected("options in brackets");
    }
    return new DataCommand.Copy(table, columns, file, options);
  }

  private static RuntimeException copyTo(TokenReader reader, Token at) {
    return CommandParser.notSupported(
        reader,
        at,
        "COPY … TO a file is not open to sessions",
        "Ask with SELECT and save the result: ./weir sql \"SELECT …\" --format csv.");
  }

  private static void option(TokenReader reader, Map<String, String> options) {
    Token at = reader.peek();
    String name = reader.name("the name of an option").toLowerCase(Locale.ROOT);
    reader.accept('=');
    Token value = reader.peek();
    String text = "true";
    if (value.kind() == Kind.STRING || value.kind() == Kind.NUMBER || value.isName()) {
      text = reader.next().value();
    }
    if (options.put(name, text) != null) {
      throw reader.error(at, "the option " + name + " is given twice", null);
    }
  }

  static Command delete(TokenReader reader) {
    reader.expect("DELETE");
    reader.expect("FROM");
    TableIdentifier table = reader.tableName("the name of the table");
    String alias = alias(reader);
    refuseUsing(reader);
    return new DataCommand.Delete(table, alias, where(reader));
  }

  static Command update(TokenReader reader) {
    reader.expect("UPDATE");
    TableIdentifier table = reader.tableName("the name of the table");
    String alias = alias(reader);
    reader.expect("SET");
    List<Assignment> assignments = new ArrayList<>();
    do {
      assignments.add(assignment(reader));
    } while (reader.accept(','));
    if (reader.peek().isWord("FROM")) {
      throw CommandParser.notSupported(
          reader,
          reader.peek(),
          "UPDATE … FROM is not supported",
          "Use a subquery: SET a = (SELECT … WHERE …).");
    }
    return new DataCommand.Update(table, alias, List.copyOf(assignments), where(reader));
  }

  private static Assignment assignment(TokenReader reader) {
    Token first = reader.peek();
    if (first.isSymbol('(')) {
      throw CommandParser.notSupported(
          reader, first, "SET (a, b) = … is not supported", "Write SET a = …, b = ….");
    }
    String column = reader.name("the name of a column");
    reader.expect('=');
    if (reader.peek().isWord("DEFAULT")) {
      throw CommandParser.notSupported(
          reader, reader.peek(), "columns have no defaults", "Write NULL or a value.");
    }
    SqlSlice value =
        reader.sliceUntil(
            "a value",
            token ->
                token.isSymbol(',')
                    || token.isWord("WHERE")
                    || token.isWord("FROM")
                    || token.isWord("RETURNING"));
    return new Assignment(column, first.start(), value);
  }

  private static @Nullable String alias(TokenReader reader) {
    if (reader.accept("AS")) {
      return reader.name("an alias");
    }
    Token token = reader.peek();
    boolean clause =
        token.isWord("WHERE")
            || token.isWord("SET")
            || token.isWord("USING")
            || token.isWord("RETURNING");
    return token.isName() && !clause ? reader.next().value() : null;
  }

  private static void refuseUsing(TokenReader reader) {
    if (reader.peek().isWord("USING")) {
      throw CommandParser.notSupported(
          reader,
          reader.peek(),
          "DELETE … USING is not supported",
          "Use a subquery: WHERE id IN (SELECT …).");
    }
  }

  private static @Nullable SqlSlice where(TokenReader reader) {
    SqlSlice where = null;
    if (reader.accept("WHERE")) {
      where = reader.sliceUntil("a condition", DataParser::isInsertTail);
    }
    refuseTail(reader);
    return where;
  }

  static Command truncate(TokenReader reader) {
    reader.expect("TRUNCATE");
    reader.accept("TABLE");
    return new DataCommand.Truncate(reader.tableName("the name of the table"));
  }
}
