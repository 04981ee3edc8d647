package dev.weir.engine.command;

import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;

/** Parses ALTER and DROP. Stateless. */
final class AlterParser {

  private AlterParser() {}

  static Command drop(TokenReader reader) {
    reader.expect("DROP");
    Token what = reader.peek();
    if (reader.accept("SCHEMA") || reader.accept("NAMESPACE") || reader.accept("DATABASE")) {
      boolean ifExists = reader.accept("IF", "EXISTS");
      Namespace namespace = reader.namespace();
      refuseCascade(reader);
      return new TableCommand.DropNamespace(namespace, ifExists);
    }
    if (reader.accept("TABLE") || reader.accept("VIEW")) {
      boolean ifExists = reader.accept("IF", "EXISTS");
      TableIdentifier name = reader.tableName("the name of a table or view");
      refuseCascade(reader);
      return new TableCommand.DropRelation(name, what.isWord("VIEW"), ifExists);
    }
    throw CommandParser.notSupported(
        reader,
        what,
        "DROP " + TokenReader.upper(what.value()) + " is not supported",
        "NAMESPACE, TABLE, VIEW, ROLE and USER can be dropped.");
  }

  private static void refuseCascade(TokenReader reader) {
    Token token = reader.peek();
    if (token.isWord("CASCADE")) {
      throw CommandParser.notSupported(
          reader,
          token,
          "CASCADE is not supported: nothing that bears data goes unnamed",
          "Drop what is in it first, by name.");
    }
    reader.accept("RESTRICT");
  }

  static Command alter(TokenReader reader) {
    reader.expect("ALTER");
    boolean view = reader.expectOneOf("TABLE", "VIEW").equals("VIEW");
    TableIdentifier name = reader.tableName("the name of a table or view");
    Token what = reader.peek();
    if (reader.accept("RENAME", "TO")) {
      return new TableCommand.RenameRelation(name, newName(reader, name), view);
    }
    if (!view && reader.accept("RENAME")) {
      reader.accept("COLUMN");
      String column = reader.name("the name of a column");
      reader.expect("TO");
      return new TableCommand.RenameColumn(name, column, reader.name("the new name"));
    }
    if (!view && reader.accept("ADD")) {
      reader.accept("COLUMN");
      boolean ifNotExists = reader.accept("IF", "NOT", "EXISTS");
      return new TableCommand.AddColumn(name, CreateParser.column(reader, null), ifNotExists);
    }
    if (!view && reader.accept("DROP")) {
      reader.accept("COLUMN");
      boolean ifExists = reader.accept("IF", "EXISTS");
      String column = reader.name("the name of a column");
      refuseCascade(reader);
      return new TableCommand.DropColumn(name, column, ifExists);
    }
    if (!view && reader.accept("ALTER")) {
      reader.accept("COLUMN");
      String column = reader.name("the name of a column");
      reader.expect("COMMENT");
      return new TableCommand.CommentColumn(name, column, reader.string("the comment"));
    }
    if (!view && reader.accept("SET")) {
      return new TableCommand.SetOptions(name, CreateParser.options(reader));
    }
    throw CommandParser.notSupported(
        reader,
        what,
        "ALTER " + (view ? "VIEW" : "TABLE") + " … " + what.value() + " is not supported",
        view
            ? "RENAME TO is."
            : "ADD, DROP and RENAME COLUMN, ALTER COLUMN … COMMENT, SET and RENAME TO are.");
  }

  // A new name without a namespace stays in the namespace of the old one.
  private static TableIdentifier newName(TokenReader reader, TableIdentifier old) {
    TableIdentifier name = reader.tableName("the new name");
    return name.namespace().isEmpty() ? TableIdentifier.of(old.namespace(), name.name()) : name;
  }
}
