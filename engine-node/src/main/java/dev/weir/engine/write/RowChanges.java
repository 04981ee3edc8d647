package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.engine.command.CommandRunner.Progress;
import dev.weir.engine.command.DataCommand;
import dev.weir.engine.command.DataCommand.Assignment;
import dev.weir.engine.command.SqlSlice;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.gateway.SessionOpener;
import dev.weir.engine.sql.SqlText;
import dev.weir.engine.write.KeyedRewrite.Keys;
import dev.weir.engine.write.KeyedRewrite.Outcome;
import dev.weir.engine.write.QuerySource.OpenQuery;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Deletes and updates rows by copy on write: the statement's condition runs as a query with the
 * caller's rights and gives keys; the files that hold those keys are copied without or with the
 * changed rows; all of it is one commit that fails when anybody else has changed the table since,
 * and is then tried again from the query on. Thread-safe.
 */
final class RowChanges {
  private final TableWriter writer;
  private final RowReplacement replacement;
  private final Catalogs catalogs;
  private final TableAccess access;
  private final SessionOpener sessions;

  RowChanges(
      TableWriter writer,
      RowReplacement replacement,
      Catalogs catalogs,
      TableAccess access,
      SessionOpener sessions) {
    this.writer = writer;
    this.replacement = replacement;
    this.catalogs = catalogs;
    this.access = access;
    this.sessions = sessions;
  }

  /** Deletes the rows that the condition is true for. */
  WriteResult delete(DataCommand.Delete delete, QueryContext context, Progress progress)
      throws InterruptedException {
    Relation relation = require(delete.table(), Privilege.DELETE, context);
    if (delete.where() == null && relation.getPolicy().getRowFiltersCount() == 0) {
      return deleteAll(relation, context);
    }
    return change(relation, delete.alias(), List.of(), delete.where(), context, progress);
  }

  /** Deletes every row. */
  WriteResult truncate(DataCommand.Truncate truncate, QueryContext context) {
    Relation relation = require(truncate.table(), Privilege.DELETE, context);
    if (!context.caller().admin() && relation.getPolicy().getRowFiltersCount() > 0) {
      throw new WeirException(
          ErrorCode.PERMISSION_DENIED,
          "a row filter hides rows of "
              + TableAccess.identifier(relation)
              + ", TRUNCATE would delete them too",
          "DELETE FROM deletes the rows that you see.");
    }
    return deleteAll(relation, context);
  }

  /** Changes the rows that the condition is true for. */
  WriteResult update(DataCommand.Update update, QueryContext context, Progress progress)
      throws InterruptedException {
    Relation relation = require(update.table(), Privilege.UPDATE, context);
    return change(
        relation, update.alias(), update.assignments(), update.where(), context, progress);
  }

  private Relation require(TableIdentifier name, Privilege privilege, QueryContext context) {
    if (context.request().asOf() != null) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "the past cannot be changed: the request asks for the tables of an earlier time",
          "Send the statement without asOf.");
    }
    Relation relation = access.require(name, RelationKind.TABLE, privilege, context);
    if (!context.caller().admin() && relation.getPolicy().getColumnMasksCount() > 0) {
      throw new WeirException(
          ErrorCode.PERMISSION_DENIED,
          "columns of "
              + TableAccess.identifier(relation)
              + " are masked for you: what you do not"
              + " see you cannot change",
          "Ask an administrator for a role without masks.");
    }
    return relation;
  }

  private Table load(TableIdentifier name, QueryContext context) {
    return CatalogCalls.call(
        "load the table " + name, () -> catalogs.tables(context.caller()).loadTable(name));
  }

  private WriteResult deleteAll(Relation relation, QueryContext context) {
    TableIdentifier name = TableAccess.identifier(relation);
    Table table = load(name, context);
    Snapshot base = table.currentSnapshot();
    if (base == null) {
      return WriteResult.NOTHING;
    }
    long rows = 0;
    for (FileScanTask file : StoredFiles.plan(table, base.snapshotId(), Expressions.alwaysTrue())) {
      rows += file.file().recordCount();
    }
    CatalogCalls.run(
        "delete the rows of " + name,
        () -> table.newDelete().deleteFromRowFilter(Expressions.alwaysTrue()).commit());
    return WriteResult.of(rows, List.of());
  }

  private WriteResult change(
      Relation relation,
      @Nullable String alias,
      List<Assignment> assignments,
      @Nullable SqlSlice where,
      QueryContext context,
      Progress progress)
      throws InterruptedException {
    TableIdentifier name = TableAccess.identifier(relation);
    RowCheck check = RowCheck.of(relation, sessions);
    for (int attempt = 1; ; attempt++) {
      Table table = load(name, context);
      TableWriter.requireWritable(table);
      TableLayout layout = TableLayout.of(table);
      RowReplacement.requireKey(layout);
      ChangeStatement statement =
          new ChangeStatement(name, alias, assignments, where, layout, check);
      try {
        return changeOnce(table, statement, context, progress);
      } catch (RuntimeException failure) {
        if (!CommitFailures.isConflict(failure) || attempt >= writer.config().commitAttemptsMax()) {
          throw CommitFailures.of(failure, "commit to " + name);
        }
      }
    }
  }

  private WriteResult changeOnce(
      Table table, ChangeStatement statement, QueryContext context, Progress progress)
      throws InterruptedException {
    StatementRun run = new StatementRun(context, progress);
    TableLayout staged = statement.stagedLayout();
    try (StagedWork work = writer.begin(context)) {
      List<WrittenFile> rows;
      OpenQuery query = QuerySource.open(sessions, context, statement.query(context), run);
      try (MappedSource source =
          query.to(staged.schema().columns().stream().map(Types.NestedField::name).toList())) {
        Snapshot base = table.currentSnapshot();
        if (base == null) {
          return WriteResult.NOTHING;
        }
        if (!isPinnedTo(query, statement.name(), base)) {
          throw new CommitFailedException("the table has changed since the statement was planned");
        }
        rows = stage(run, source, staged, work);
        if (rows.isEmpty()) {
          return WriteResult.NOTHING;
        }
        requireValues(run, source, rows, statement);
      }
      return rewrite(run, table, statement, rows, context, work);
    } catch (SQLException failure) {
      throw SqlFailures.of(failure, writer.config().stagingFolder());
    } catch (IOException failure) {
      throw SqlFailures.of(failure);
    }
  }

  private static boolean isPinnedTo(OpenQuery query, TableIdentifier name, Snapshot base) {
    return query.session().tables().stream()
        .filter(table -> table.name().equalsIgnoreCase(name.toString()))
        .anyMatch(table -> Long.toString(base.snapshotId()).equals(table.snapshotId()));
  }

  private static List<WrittenFile> stage(
      StatementRun run, MappedSource source, TableLayout staged, StagedWork work)
      throws InterruptedException {
    try {
      return DataFileWriter.write(
          run, source.connection(), source.query(staged), staged, work.newPath("changes"));
    } catch (SQLException failure) {
      throw source.explain(run, staged, failure);
    }
  }

  private static void requireValues(
      StatementRun run, MappedSource source, List<WrittenFile> rows, ChangeStatement statement)
      throws InterruptedException {
    TableLayout layout = statement.layout();
    Optional<Types.NestedField> missing = KeyCheck.columnWithNulls(rows, layout);
    if (missing.isPresent()) {
      Types.NestedField field = missing.get();
      long row = source.firstNull(run, layout, field.name());
      throw KeyCheck.nullValue(field, layout.isKey(field), row);
    }
  }

  private WriteResult rewrite(
      StatementRun run,
      Table table,
      ChangeStatement statement,
      List<WrittenFile> rows,
      QueryContext context,
      StagedWork work)
      throws SQLException, IOException, InterruptedException {
    TableLayout layout = statement.layout();
    Snapshot base = table.currentSnapshot();
    List<Types.NestedField> oldKey = new ArrayList<>();
    List<Types.NestedField> stagedColumns = statement.stagedLayout().schema().columns();
    for (int i = 0; i < layout.keyColumns().size(); i++) {
      oldKey.add(stagedColumns.get(i));
    }
    String changes =
        "read_parquet(["
            + rows.stream()
                .map(file -> SqlText.string(file.path().toString()))
                .collect(Collectors.joining(", "))
            + "])";
    boolean update = statement.isUpdate();
    Keys keys = new Keys(changes, ChangedKeys.range(rows, oldKey, layout), update ? changes : null);
    try (DuckDBConnection connection = writer.engine().open()) {
      ChangedKeys.requireOnce(run, connection, rows, oldKey);
      if (update) {
        statement.check().require(run, connection, rows, layout.keyColumns());
      }
      if (statement.changesKey()) {
        ChangedKeys.requireFree(
            writer, run, connection, table, base.snapshotId(), statement, rows, changes, work);
      }
      Outcome outcome =
          replacement
              .rewrite()
              .rewrite(run, connection, table, base.snapshotId(), layout, keys, work);
      long changed = TableWriter.rowsOf(rows);
      if (outcome.rows() != changed) {
        throw new WeirException(
            ErrorCode.PRIMARY_KEY_DUPLICATE,
            "the table has rows with the same key, which another engine has written: "
                + outcome.rows()
                + " rows have one of the "
                + changed
                + " keys",
            "Nothing was written. Copy the table without the duplicates first.");
      }
      replacement.commitOnce(
          table,
          base,
          outcome,
          List.of(),
          Expressions.alwaysTrue(),
          LoadRecord.NONE,
          context,
          work);
      return WriteResult.of(changed, outcome.written());
    }
  }
}
