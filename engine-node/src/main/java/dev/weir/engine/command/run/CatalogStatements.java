package dev.weir.engine.command.run;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.engine.command.CommandResult;
import dev.weir.engine.command.CommandRunner.Progress;
import dev.weir.engine.command.SqlTypes;
import dev.weir.engine.command.TableCommand;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.write.CatalogCalls;
import dev.weir.engine.write.Catalogs;
import dev.weir.engine.write.DataStatements;
import dev.weir.engine.write.NearestName;
import dev.weir.engine.write.TableAccess;
import dev.weir.engine.write.TableDefinition;
import dev.weir.engine.write.TableOptions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Runs the statements that change namespaces and tables; views are {@link ViewStatements}. */
final class CatalogStatements {
  private final Catalogs catalogs;
  private final TableAccess access;
  private final DataStatements data;
  private final ViewStatements views;

  CatalogStatements(
      Catalogs catalogs, TableAccess access, DataStatements data, ViewStatements views) {
    this.catalogs = catalogs;
    this.access = access;
    this.data = data;
    this.views = views;
  }

  CommandResult run(TableCommand command, QueryContext context, Progress progress)
      throws InterruptedException {
    return switch (command) {
      case TableCommand.CreateNamespace create -> createNamespace(create, context);
      case TableCommand.DropNamespace drop -> dropNamespace(drop, context);
      case TableCommand.CreateTable create -> createTable(create, context);
      case TableCommand.CreateTableAs create -> createTableAs(create, context, progress);
      case TableCommand.DropRelation drop when drop.view() -> views.drop(drop, context);
      case TableCommand.DropRelation drop -> dropTable(drop, context);
      case TableCommand.CreateView create -> views.create(create, context);
      case TableCommand.AddColumn add -> addColumn(add, context);
      case TableCommand.DropColumn drop -> dropColumn(drop, context);
      case TableCommand.RenameColumn rename -> renameColumn(rename, context);
      case TableCommand.CommentColumn comment -> commentColumn(comment, context);
      case TableCommand.SetOptions set -> setOptions(set, context);
      case TableCommand.RenameRelation rename when rename.view() -> views.rename(rename, context);
      case TableCommand.RenameRelation rename -> renameTable(rename, context);
    };
  }

  private CommandResult createNamespace(TableCommand.CreateNamespace create, QueryContext context) {
    Namespace namespace = create.namespace();
    access.requireCreate(namespace, context);
    boolean there = catalogs.namespaces(context.caller()).namespaceExists(namespace);
    if (there && create.ifNotExists()) {
      return Answers.status("namespace " + namespace + " is there already");
    }
    CatalogCalls.run(
        "create the namespace " + namespace,
        () -> catalogs.namespaces(context.caller()).createNamespace(namespace));
    return Answers.status("namespace " + namespace + " created");
  }

  private CommandResult dropNamespace(TableCommand.DropNamespace drop, QueryContext context) {
    Namespace namespace = drop.namespace();
    TableAccess.requireAdmin(context.caller(), "DROP NAMESPACE");
    boolean dropped =
        CatalogCalls.call(
            "drop the namespace " + namespace,
            () -> catalogs.namespaces(context.caller()).dropNamespace(namespace));
    if (!dropped && !drop.ifExists()) {
      throw new WeirException(
          ErrorCode.NAMESPACE_NOT_FOUND,
          "no namespace " + namespace,
          "SHOW NAMESPACES lists them.");
    }
    return Answers.status("namespace " + namespace + (dropped ? " dropped" : " was not there"));
  }

  private CommandResult createTable(TableCommand.CreateTable create, QueryContext context) {
    TableIdentifier name = TableAccess.qualified(create.table(), context);
    TableDefinition definition = TableDefinition.declared(create.columns(), create.clauses());
    Optional<Relation> there = access.find(name, context);
    if (there.isPresent() && create.ifNotExists()) {
      return Answers.status("table " + name + " is there already");
    }
    if (there.isPresent() && create.orReplace()) {
      access.require(name, RelationKind.TABLE, Privilege.DROP, context);
      data.creation().replace(TableAccess.identifier(there.get()), definition, context);
      return Answers.status("table " + name + " replaced");
    }
    requireAbsent(there, name);
    data.creation().create(name, definition, context);
    return Answers.status("table " + name + " created");
  }

  private CommandResult createTableAs(
      TableCommand.CreateTableAs create, QueryContext context, Progress progress)
      throws InterruptedException {
    TableIdentifier name = TableAccess.qualified(create.table(), context);
    Optional<Relation> there = access.find(name, context);
    if (there.isPresent() && create.ifNotExists()) {
      return Answers.status("table " + name + " is there already");
    }
    if (there.isPresent() && create.orReplace()) {
      access.require(name, RelationKind.TABLE, Privilege.DROP, context);
    } else {
      requireAbsent(there, name);
    }
    return Answers.count(data.createAs(create, context, progress).rows());
  }

  static void requireAbsent(Optional<Relation> there, TableIdentifier name) {
    if (there.isPresent()) {
      boolean view = there.get().getKind() == RelationKind.VIEW;
      throw new WeirException(
          ErrorCode.ALREADY_EXISTS,
          (view ? "the view " : "the table ")
              + TableAccess.identifier(there.get())
              + " is there already",
          "Choose another name, or DROP it first.");
    }
  }

  private CommandResult dropTable(TableCommand.DropRelation drop, QueryContext context) {
    TableIdentifier name = TableAccess.qualified(drop.name(), context);
    if (drop.ifExists() && access.find(name, context).isEmpty()) {
      return Answers.status("table " + name + " was not there");
    }
    TableIdentifier exact = require(name, Privilege.DROP, context);
    CatalogCalls.run(
        "drop the table " + exact, () -> catalogs.tables(context.caller()).dropTable(exact, true));
    return Answers.status("table " + exact + " dropped");
  }

  private CommandResult addColumn(TableCommand.AddColumn add, QueryContext context) {
    TableIdentifier name = require(add.table(), Privilege.ALTER, context);
    Table table = load(name, context);
    String column = add.column().name();
    boolean there = findColumn(table, column).isPresent();
    if (there && add.ifNotExists()) {
      return Answers.status("column " + column + " is there already");
    }
    if (there) {
      throw new WeirException(
          ErrorCode.ALREADY_EXISTS, "the table has a column " + column, "Choose another name.");
    }
    if (add.column().required()) {
      throw new WeirException(
          ErrorCode.NULL_NOT_ALLOWED,
          "a new column cannot be NOT NULL: the rows that are there have no value in it",
          "Leave NOT NULL out.");
    }
    if (table.schema().columns().size() >= TableDefinition.COLUMNS_MAX) {
      throw new WeirException(
          ErrorCode.TOO_MANY_COLUMNS,
          "the table has " + TableDefinition.COLUMNS_MAX + " columns, which is the most",
          "Drop one, or keep what belongs together in a STRUCT.");
    }
    Type type = SqlTypes.declared(column, add.column().type(), new AtomicInteger());
    CatalogCalls.run(
        "add the column " + column,
        () -> table.updateSchema().addColumn(null, column, type, add.column().comment()).commit());
    return Answers.status("column " + column + " added");
  }

  private CommandResult dropColumn(TableCommand.DropColumn drop, QueryContext context) {
    TableIdentifier name = require(drop.table(), Privilege.ALTER, context);
    Table table = load(name, context);
    Optional<Types.NestedField> column = findColumn(table, drop.column());
    if (column.isEmpty() && drop.ifExists()) {
      return Answers.status("column " + drop.column() + " was not there");
    }
    Types.NestedField field = column.orElseThrow(() -> unknownColumn(table, drop.column()));
    boolean sorted =
        table.sortOrder().fields().stream().anyMatch(f -> f.sourceId() == field.fieldId());
    if (table.schema().identifierFieldIds().contains(field.fieldId()) || sorted) {
      throw new WeirException(
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          "the column " + field.name() + " is part of the primary key or the sort order",
          "Copy the table with another key: CREATE TABLE … PRIMARY KEY (…) AS SELECT.");
    }
    CatalogCalls.run(
        "drop the column " + field.name(),
        () -> table.updateSchema().deleteColumn(field.name()).commit());
    return Answers.status("column " + field.name() + " dropped");
  }

  private CommandResult renameColumn(TableCommand.RenameColumn rename, QueryContext context) {
    TableIdentifier name = require(rename.table(), Privilege.ALTER, context);
    Table table = load(name, context);
    String old =
        findColumn(table, rename.column())
            .orElseThrow(() -> unknownColumn(table, rename.column()))
            .name();
    Optional<Types.NestedField> taken = findColumn(table, rename.newName());
    if (taken.isPresent() && !taken.get().name().equals(old)) {
      throw new WeirException(
          ErrorCode.ALREADY_EXISTS,
          "the table has a column " + taken.get().name(),
          "Choose another name.");
    }
    CatalogCalls.run(
        "rename the column " + old,
        () -> table.updateSchema().renameColumn(old, rename.newName()).commit());
    return Answers.status("column " + old + " renamed to " + rename.newName());
  }

  private CommandResult commentColumn(TableCommand.CommentColumn comment, QueryContext context) {
    TableIdentifier name = require(comment.table(), Privilege.ALTER, context);
    Table table = load(name, context);
    String column =
        findColumn(table, comment.column())
            .orElseThrow(() -> unknownColumn(table, comment.column()))
            .name();
    String text = comment.comment().isEmpty() ? null : comment.comment();
    CatalogCalls.run(
        "comment the column " + column,
        () -> table.updateSchema().updateColumnDoc(column, text).commit());
    return Answers.status("column " + column + " commented");
  }

  private CommandResult setOptions(TableCommand.SetOptions set, QueryContext context) {
    TableIdentifier name = require(set.table(), Privilege.ALTER, context);
    Map<String, String> properties = TableOptions.changes(set.options());
    Table table = load(name, context);
    CatalogCalls.run(
        "set the options of " + name,
        () -> {
          UpdateProperties update = table.updateProperties();
          properties.forEach(update::set);
          update.commit();
        });
    return Answers.status("options of " + name + " set");
  }

  private CommandResult renameTable(TableCommand.RenameRelation rename, QueryContext context) {
    TableIdentifier name = require(rename.name(), Privilege.ALTER, context);
    TableIdentifier newName = newName(rename, name, context);
    access.requireCreate(newName.namespace(), context);
    requireAbsent(access.find(newName, context), newName);
    CatalogCalls.run(
        "rename the table " + name,
        () -> catalogs.tables(context.caller()).renameTable(name, newName));
    return Answers.status("table " + name + " renamed to " + newName);
  }

  /** The full new name: without a namespace it is in that of the old one. */
  static TableIdentifier newName(
      TableCommand.RenameRelation rename, TableIdentifier old, QueryContext context) {
    return rename.newName().namespace().isEmpty()
        ? TableIdentifier.of(old.namespace(), rename.newName().name())
        : TableAccess.qualified(rename.newName(), context);
  }

  private TableIdentifier require(TableIdentifier name, Privilege privilege, QueryContext context) {
    return TableAccess.identifier(access.require(name, RelationKind.TABLE, privilege, context));
  }

  private Table load(TableIdentifier name, QueryContext context) {
    return CatalogCalls.call(
        "load the table " + name, () -> catalogs.tables(context.caller()).loadTable(name));
  }

  private static Optional<Types.NestedField> findColumn(Table table, String name) {
    String folded = name.toLowerCase(Locale.ROOT);
    Types.NestedField exact = table.schema().asStruct().field(name);
    return exact != null
        ? Optional.of(exact)
        : table.schema().columns().stream()
            .filter(field -> field.name().toLowerCase(Locale.ROOT).equals(folded))
            .findFirst();
  }

  private static WeirException unknownColumn(Table table, String name) {
    return NearestName.unknownColumn(
        name, table.schema().columns().stream().map(Types.NestedField::name).toList());
  }
}
