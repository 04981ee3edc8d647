package dev.weir.engine.command.run;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.engine.command.CommandResult;
import dev.weir.engine.command.SqlTypes;
import dev.weir.engine.command.TableCommand;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.gateway.SqlSession;
import dev.weir.engine.write.CatalogCalls;
import dev.weir.engine.write.Catalogs;
import dev.weir.engine.write.QueryColumns;
import dev.weir.engine.write.TableAccess;
import dev.weir.engine.write.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.view.ViewBuilder;

/** Runs the statements that change views, kept as Iceberg views in DuckDB's dialect. */
final class ViewStatements {
  /** Dialect of the SQL text of views. */
  static final String DIALECT = "duckdb";

  private final Catalogs catalogs;
  private final TableAccess access;
  private final QueryColumns queries;

  ViewStatements(Catalogs catalogs, TableAccess access, QueryColumns queries) {
    this.catalogs = catalogs;
    this.access = access;
    this.queries = queries;
  }

  CommandResult create(TableCommand.CreateView create, QueryContext context)
      throws InterruptedException {
    TableIdentifier name = TableAccess.qualified(create.name(), context);
    access.requireCreate(name.namespace(), context);
    Optional<Relation> there = access.find(name, context);
    if (there.isPresent() && create.ifNotExists()) {
      return Answers.status("view " + name + " is there already");
    }
    boolean replace = there.isPresent() && create.orReplace();
    if (replace) {
      access.require(name, RelationKind.VIEW, Privilege.DROP, context);
    } else {
      CatalogStatements.requireAbsent(there, name);
    }
    List<Map.Entry<String, String>> columns =
        queries.describe(
            create.query(), create.columns(), context, session -> requireNoCycle(session, name));
    TableDefinition.requireCount(columns.size());
    ViewBuilder builder =
        catalogs
            .views(context.caller())
            .buildView(name)
            .withSchema(schema(columns))
            .withDefaultNamespace(Namespace.of(context.defaultNamespace().split("\\.", -1)))
            .withQuery(DIALECT, queries.text(create.query(), create.columns(), context));
    CatalogCalls.run(
        "create the view " + name, () -> (replace ? builder.replace() : builder.create()).name());
    return Answers.status("view " + name + (replace ? " replaced" : " created"));
  }

  private static void requireNoCycle(SqlSession session, TableIdentifier name) {
    if (session.reads(name)) {
      throw new WeirException(
          ErrorCode.CYCLIC_VIEW,
          "view " + name + " would lead back to itself",
          "Read the tables that it stands for.");
    }
  }

  private static Schema schema(List<Map.Entry<String, String>> columns) {
    AtomicInteger nested = new AtomicInteger(columns.size());
    List<Types.NestedField> fields = new ArrayList<>();
    for (Map.Entry<String, String> column : columns) {
      fields.add(
          Types.NestedField.optional(
              fields.size() + 1,
              column.getKey(),
              SqlTypes.derived(column.getKey(), column.getValue(), nested)));
    }
    return new Schema(fields);
  }

  CommandResult drop(TableCommand.DropRelation drop, QueryContext context) {
    TableIdentifier name = TableAccess.qualified(drop.name(), context);
    if (drop.ifExists() && access.find(name, context).isEmpty()) {
      return Answers.status("view " + name + " was not there");
    }
    TableIdentifier exact =
        TableAccess.identifier(access.require(name, RelationKind.VIEW, Privilege.DROP, context));
    CatalogCalls.run(
        "drop the view " + exact, () -> catalogs.views(context.caller()).dropView(exact));
    return Answers.status("view " + exact + " dropped");
  }

  CommandResult rename(TableCommand.RenameRelation rename, QueryContext context) {
    TableIdentifier name =
        TableAccess.identifier(
            access.require(rename.name(), RelationKind.VIEW, Privilege.ALTER, context));
    TableIdentifier newName = CatalogStatements.newName(rename, name, context);
    access.requireCreate(newName.namespace(), context);
    CatalogStatements.requireAbsent(access.find(newName, context), newName);
    CatalogCalls.run(
        "rename the view " + name,
        () -> catalogs.views(context.caller()).renameView(name, newName));
    return Answers.status("view " + name + " renamed to " + newName);
  }
}
