package dev.weir.engine.command;

import dev.weir.engine.command.TableCommand.ColumnDefinition;
import dev.weir.engine.command.TableCommand.SortColumn;
import dev.weir.engine.command.TableCommand.TableClauses;
import dev.weir.engine.command.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;

/** Parses CREATE NAMESPACE, TABLE and VIEW. Stateless. */
final class CreateParser {

  private CreateParser() {}

  static Command create(TokenReader reader) {
    reader.expect("CREATE");
    boolean orReplace = reader.accept("OR", "REPLACE");
    Token what = reader.peek();
    if (reader.accept("SCHEMA") || reader.accept("NAMESPACE") || reader.accept("DATABASE")) {
      boolean ifNotExists = reader.accept("IF", "NOT", "EXISTS");
      return new TableCommand.CreateNamespace(reader.namespace(), ifNotExists);
    }
    if (reader.accept("TABLE")) {
      return table(reader, orReplace);
    }
    if (reader.accept("VIEW")) {
      return view(reader, orReplace);
    }
    throw CommandParser.notSupported(
        reader,
        what,
        "CREATE " + TokenReader.upper(what.value()) + " is not supported",
        "NAMESPACE, TABLE, VIEW, ROLE and USER can be created.");
  }

  private static Command table(TokenReader reader, boolean orReplace) {
    boolean ifNotExists = reader.accept("IF", "NOT", "EXISTS");
    TableIdentifier name = reader.tableName("the name of the table");
    Clauses clauses = new Clauses();
    List<ColumnDefinition> columns = new ArrayList<>();
    if (reader.accept('(')) {
      do {
        if (reader.accept("PRIMARY", "KEY")) {
          clauses.primaryKey(reader);
        } else {
          columns.add(column(reader, clauses));
        }
      } while (reader.accept(','));
      reader.expect(')');
    }
    clauses.read(reader);
    if (reader.accept("AS")) {
      if (!columns.isEmpty()) {
        throw reader.unexpected("the end of the statement: columns come from the query");
      }
      SqlSlice query = reader.sliceToEnd("a query");
      return new TableCommand.CreateTableAs(name, ifNotExists, orReplace, clauses.get(), query);
    }
    if (columns.isEmpty()) {
      throw reader.unexpected("the columns in brackets, or AS SELECT");
    }
    return new TableCommand.CreateTable(
        name, ifNotExists, orReplace, List.copyOf(columns), clauses.get());
  }

  /** {@code name TYPE [NOT NULL | NULL | PRIMARY KEY | COMMENT 'text']…}. */
  static ColumnDefinition column(TokenReader reader, @Nullable Clauses clauses) {
    String name = reader.name("the name of a column");
    ColumnType type = TypeParser.read(reader);
    boolean required = false;
    String comment = null;
    while (true) {
      Token option = reader.peek();
      if (reader.accept("NOT", "NULL")) {
        required = true;
      } else if (reader.accept("NULL")) {
        required = false;
      } else if (reader.accept("COMMENT")) {
        comment = reader.string("the comment");
      } else if (clauses != null && reader.accept("PRIMARY", "KEY")) {
        clauses.keyColumn(reader, option, name);
      } else if (isUnsupportedOption(option)) {
        throw CommandParser.notSupported(
            reader,
            option,
            TokenReader.upper(option.value()) + " is not supported for columns",
            "A column has a type, NOT NULL and COMMENT.");
      } else {
        return new ColumnDefinition(name, type, required, comment);
      }
    }
  }

  private static boolean isUnsupportedOption(Token option) {
    return option.isWord("DEFAULT")
        || option.isWord("CHECK")
        || option.isWord("UNIQUE")
        || option.isWord("REFERENCES")
        || option.isWord("COLLATE")
        || option.isWord("GENERATED");
  }

  private static Command view(TokenReader reader, boolean orReplace) {
    boolean ifNotExists = reader.accept("IF", "NOT", "EXISTS");
    TableIdentifier name = reader.tableName("the name of the view");
    List<String> columns =
        reader.peek().isSymbol('(') ? reader.nameList("the name of a column") : List.of();
    reader.expect("AS");
    return new TableCommand.CreateView(
        name, ifNotExists, orReplace, columns, reader.sliceToEnd("a query"));
  }

  /** {@code (name = value, …)}; names in lower case. */
  static Map<String, String> options(TokenReader reader) {
    Map<String, String> options = new LinkedHashMap<>();
    reader.expect('(');
    do {
      StringBuilder name = new StringBuilder();
      if (reader.peek().kind() == Kind.STRING) {
        name.append(reader.next().value());
      } else {
        name.append(reader.name("the name of an option"));
      }
      reader.expect('=');
      Token value = reader.peek();
      if (value.kind() != Kind.STRING && value.kind() != Kind.NUMBER && value.kind() != Kind.WORD) {
        throw reader.unexpected("the value of " + name);
      }
      options.put(name.toString().toLowerCase(Locale.ROOT), reader.next().value());
    } while (reader.accept(','));
    reader.expect(')');
    return options;
  }

  /** What may stand behind the columns, in any order. */
  static final class Clauses {
    private List<String> primaryKey = List.of();
    private final List<SortColumn> sortOrder = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();

    void primaryKey(TokenReader reader) {
      Token at = reader.peek();
      keyOnce(reader, at);
      primaryKey = reader.nameList("the name of a column");
    }

    void keyColumn(TokenReader reader, Token at, String column) {
      keyOnce(reader, at);
      primaryKey = List.of(column);
    }

    private void keyOnce(TokenReader reader, Token at) {
      if (!primaryKey.isEmpty()) {
        throw reader.error(
            at, "the primary key is given twice", "Name all its columns once: PRIMARY KEY (a, b).");
      }
    }

    void read(TokenReader reader) {
      while (true) {
        if (reader.accept("PRIMARY", "KEY")) {
          primaryKey(reader);
        } else if (reader.accept("ORDER", "BY")) {
          sortOrder(reader);
        } else if (reader.accept("WITH")) {
          options.putAll(CreateParser.options(reader));
        } else if (reader.accept("COMMENT")) {
          options.put("comment", reader.string("the comment"));
        } else {
          return;
        }
      }
    }

    private void sortOrder(TokenReader reader) {
      boolean brackets = reader.accept('(');
      do {
        String name = reader.name("the name of a column");
        boolean descending = reader.accept("DESC");
        if (!descending) {
          reader.accept("ASC");
        }
        sortOrder.add(new SortColumn(name, descending));
      } while (reader.accept(','));
      if (brackets) {
        reader.expect(')');
      }
    }

    TableClauses get() {
      return new TableClauses(
          List.copyOf(primaryKey), List.copyOf(sortOrder), new LinkedHashMap<>(options));
    }
  }
}
