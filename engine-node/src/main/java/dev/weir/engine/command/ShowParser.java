package dev.weir.engine.command;

import dev.weir.engine.command.ShowCommand.Subject;
import java.util.Set;

/** Parses SHOW and DESCRIBE. Stateless. */
final class ShowParser {
  private static final Set<String> QUERY_HEADS =
      Set.of("SELECT", "VALUES", "FROM", "WITH", "PIVOT", "UNPIVOT");

  private ShowParser() {}

  static Command show(TokenReader reader) {
    reader.expect("SHOW");
    Token what = reader.peek();
    if (reader.accept("ALL", "TABLES")) {
      return new ShowCommand.ShowTables(null, true);
    }
    return switch (TokenReader.upper(reader.next().value())) {
      case "TABLES" -> tables(reader);
      case "SCHEMAS", "NAMESPACES", "DATABASES" -> new ShowCommand.ShowList(Subject.NAMESPACES);
      case "USERS" -> new ShowCommand.ShowList(Subject.USERS);
      case "ROLES" -> new ShowCommand.ShowList(Subject.ROLES);
      case "GRANTS" -> new ShowCommand.ShowList(Subject.GRANTS);
      case "USAGE" -> new ShowCommand.ShowList(Subject.USAGE);
      case "CLUSTERS" -> new ShowCommand.ShowList(Subject.CLUSTERS);
      case "COLUMNS" -> {
        reader.expectOneOf("FROM", "IN");
        yield new ShowCommand.ShowColumns(reader.tableName("the name of a table or view"));
      }
      case "CREATE" -> {
        reader.expectOneOf("TABLE", "VIEW");
        yield new ShowCommand.ShowCreate(reader.tableName("the name of a table or view"));
      }
      case "SNAPSHOTS" -> {
        reader.expectOneOf("FROM", "IN");
        yield new ShowCommand.ShowSnapshots(reader.tableName("the name of a table"));
      }
      case "FILES", "PARTITIONS" -> {
        reader.expectOneOf("FROM", "IN");
        yield new ShowCommand.ShowFiles(
            reader.tableName("the name of a table"), what.isWord("PARTITIONS"));
      }
      default ->
          throw CommandParser.notSupported(
              reader,
              what,
              "SHOW " + TokenReader.upper(what.value()) + " is not supported",
              "SHOW knows TABLES, NAMESPACES, COLUMNS FROM, CREATE TABLE, SNAPSHOTS FROM, FILES"
                  + " FROM, PARTITIONS FROM, USERS, ROLES, GRANTS, USAGE and CLUSTERS.");
    };
  }

  private static Command tables(TokenReader reader) {
    if (reader.accept("FROM") || reader.accept("IN")) {
      return new ShowCommand.ShowTables(reader.namespace(), false);
    }
    return new ShowCommand.ShowTables(null, false);
  }

  static Command describe(TokenReader reader) {
    reader.next();
    Token first = reader.peek();
    if (first.isSymbol('(')
        || (first.kind() == Token.Kind.WORD
            && QUERY_HEADS.contains(TokenReader.upper(first.value())))) {
      return new ShowCommand.DescribeQuery(reader.sliceToEnd("a query"));
    }
    reader.accept("TABLE");
    return new ShowCommand.ShowColumns(reader.tableName("the name of a table or view"));
  }
}
