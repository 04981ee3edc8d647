package dev.weir.engine.command;

import java.util.List;
import java.util.Map;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Statements that change what there is: namespaces, tables, views. A table name without a namespace
 * is one in the default namespace of the query.
 */
public sealed interface TableCommand extends Command {

  /** CREATE NAMESPACE. */
  record CreateNamespace(Namespace namespace, boolean ifNotExists) implements TableCommand {
    @Override
    public String kind() {
      return "CREATE NAMESPACE";
    }
  }

  /** DROP NAMESPACE; only an empty one goes. */
  record DropNamespace(Namespace namespace, boolean ifExists) implements TableCommand {
    @Override
    public String kind() {
      return "DROP NAMESPACE";
    }
  }

  /**
   * A column of a new table.
   *
   * @param comment null when there is none
   */
  record ColumnDefinition(
      String name, ColumnType type, boolean required, @Nullable String comment) {}

  /** A column of an ORDER BY clause. Nulls come last when ascending, first when descending. */
  record SortColumn(String name, boolean descending) {}

  /**
   * What CREATE TABLE says beside columns.
   *
   * @param primaryKey names of columns, in order; empty when the statement has none
   * @param options of the WITH clause, names in lower case
   */
  record TableClauses(
      List<String> primaryKey, List<SortColumn> sortOrder, Map<String, String> options) {}

  /** CREATE TABLE with columns. */
  record CreateTable(
      TableIdentifier table,
      boolean ifNotExists,
      boolean orReplace,
      List<ColumnDefinition> columns,
      TableClauses clauses)
      implements TableCommand {
    @Override
    public String kind() {
      return "CREATE TABLE";
    }
  }

  /** CREATE TABLE with the columns and rows of a query. */
  record CreateTableAs(
      TableIdentifier table,
      boolean ifNotExists,
      boolean orReplace,
      TableClauses clauses,
      SqlSlice query)
      implements TableCommand {
    @Override
    public String kind() {
      return "CREATE TABLE AS";
    }
  }

  /** DROP TABLE or DROP VIEW. */
  record DropRelation(TableIdentifier name, boolean view, boolean ifExists)
      implements TableCommand {
    @Override
    public String kind() {
      return view ? "DROP VIEW" : "DROP TABLE";
    }
  }

  /** CREATE VIEW. */
  record CreateView(
      TableIdentifier name,
      boolean ifNotExists,
      boolean orReplace,
      List<String> columns,
      SqlSlice query)
      implements TableCommand {
    @Override
    public String kind() {
      return "CREATE VIEW";
    }
  }

  /** ALTER TABLE … ADD COLUMN. */
  record AddColumn(TableIdentifier table, ColumnDefinition column, boolean ifNotExists)
      implements TableCommand {
    @Override
    public String kind() {
      return "ALTER TABLE";
    }
  }

  /** ALTER TABLE … DROP COLUMN. */
  record DropColumn(TableIdentifier table, String column, boolean ifExists)
      implements TableCommand {
    @Override
    public String kind() {
      return "ALTER TABLE";
    }
  }

  /** ALTER TABLE … RENAME COLUMN … TO …. */
  record RenameColumn(TableIdentifier table, String column, String newName)
      implements TableCommand {
    @Override
    public String kind() {
      return "ALTER TABLE";
    }
  }

  /** ALTER TABLE … ALTER COLUMN … COMMENT; an empty comment goes. */
  record CommentColumn(TableIdentifier table, String column, String comment)
      implements TableCommand {
    @Override
    public String kind() {
      return "ALTER TABLE";
    }
  }

  /**
   * ALTER TABLE … SET (…).
   *
   * @param options as the WITH clause of CREATE TABLE has them, names in lower case; never empty
   */
  record SetOptions(TableIdentifier table, Map<String, String> options) implements TableCommand {
    @Override
    public String kind() {
      return "ALTER TABLE";
    }
  }

  /** ALTER TABLE or VIEW … RENAME TO …. */
  record RenameRelation(TableIdentifier name, TableIdentifier newName, boolean view)
      implements TableCommand {
    @Override
    public String kind() {
      return view ? "ALTER VIEW" : "ALTER TABLE";
    }
  }
}
