package dev.weir.engine.command.run;

import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.engine.command.CommandResult;
import dev.weir.engine.command.ShowCommand;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.write.QueryColumns;
import dev.weir.engine.write.TableAccess;
import java.util.Comparator;
import java.util.List;
import org.apache.iceberg.catalog.Namespace;
import org.jspecify.annotations.Nullable;

/** Runs SHOW and DESCRIBE. */
final class ShowStatements {
  private final TableAccess access;
  private final QueryColumns queries;
  private final TableDescriptions tables;
  private final TenantLists lists;

  ShowStatements(
      TableAccess access, QueryColumns queries, TableDescriptions tables, TenantLists lists) {
    this.access = access;
    this.queries = queries;
    this.tables = tables;
    this.lists = lists;
  }

  CommandResult run(ShowCommand command, QueryContext context) throws InterruptedException {
    return switch (command) {
      case ShowCommand.ShowTables show -> relations(namespace(show, context), context);
      case ShowCommand.ShowColumns show -> tables.columns(show.relation(), context);
      case ShowCommand.DescribeQuery describe -> describe(describe, context);
      case ShowCommand.ShowCreate show -> tables.createStatement(show.relation(), context);
      case ShowCommand.ShowSnapshots show -> tables.snapshots(show.table(), context);
      case ShowCommand.ShowFiles show -> tables.files(show.table(), context);
      case ShowCommand.ShowList show -> lists.list(show.subject(), context.caller());
    };
  }

  private static @Nullable Namespace namespace(ShowCommand.ShowTables show, QueryContext context) {
    if (show.all()) {
      return null;
    }
    return show.namespace() == null
        ? Namespace.of(context.defaultNamespace().split("\\.", -1))
        : show.namespace();
  }

  private CommandResult relations(@Nullable Namespace namespace, QueryContext context) {
    Answers.Table table =
        Answers.table("namespace", "VARCHAR", "name", "VARCHAR", "kind", "VARCHAR");
    List<Relation> relations =
        access.list(context.caller(), null).getRelationsList().stream()
            .filter(
                relation ->
                    namespace == null
                        || TableAccess.identifier(relation)
                            .namespace()
                            .toString()
                            .equalsIgnoreCase(namespace.toString()))
            .sorted(Comparator.comparing(relation -> TableAccess.identifier(relation).toString()))
            .toList();
    for (Relation relation : relations) {
      table.add(
          TableAccess.identifier(relation).namespace().toString(),
          relation.getName().getName(),
          relation.getKind() == RelationKind.VIEW ? "VIEW" : "TABLE");
    }
    return table.result();
  }

  private CommandResult describe(ShowCommand.DescribeQuery describe, QueryContext context)
      throws InterruptedException {
    Answers.Table table = TableDescriptions.columnsTable();
    queries
        .describe(describe.query(), List.of(), context)
        .forEach(column -> table.add(column.getKey(), column.getValue(), true, false, null));
    return table.result();
  }
}
