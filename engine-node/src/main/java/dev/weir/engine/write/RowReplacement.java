package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.command.CommandRunner.Progress;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.sql.SqlText;
import dev.weir.engine.write.KeyedRewrite.Keys;
import dev.weir.engine.write.KeyedRewrite.Outcome;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.types.Types;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Adds rows in the place of those that have their keys. Thread-safe. */
final class RowReplacement {
  private final TableWriter writer;
  private final KeyedRewrite rewrite;

  RowReplacement(TableWriter writer) {
    this.writer = writer;
    this.rewrite = new KeyedRewrite(writer.stored());
  }

  KeyedRewrite rewrite() {
    return rewrite;
  }

  /**
   * Writes the rows of {@code source}; rows of the same key go.
   *
   * @param record of the load that brings them; one that has happened meanwhile writes nothing
   * @return how many rows were written
   */
  WriteResult replace(
      Table table, RowSource source, LoadRecord record, QueryContext context, Progress progress)
      throws InterruptedException {
    TableWriter.requireWritable(table);
    TableLayout layout = TableLayout.of(table);
    requireKey(layout);
    try (StagedWork work = writer.begin(context)) {
      List<WrittenFile> files = writer.write(source, layout, work, context, progress);
      if (files.isEmpty()) {
        record.commitAlone(table, context.queryId());
        return WriteResult.NOTHING;
      }
      List<Types.NestedField> key = layout.keyColumns().stream().map(layout::column).toList();
      Expression range = KeyRange.of(files, key);
      List<DataFile> added = writer.publisher().publish(table, files, context.queryId(), work);
      try {
        if (!commit(table, layout, added, range, record, context, work)) {
          writer.publisher().withdraw(added);
          return WriteResult.NOTHING;
        }
      } catch (CommitStateUnknownException unknown) {
        throw unknown;
      } catch (RuntimeException | SQLException | IOException | InterruptedException failure) {
        writer.withdraw(added, failure);
        throw failure;
      }
      return WriteResult.of(TableWriter.rowsOf(files), files);
    } catch (IOException failure) {
      throw SqlFailures.of(failure);
    } catch (SQLException failure) {
      throw SqlFailures.of(failure, writer.config().stagingFolder());
    } catch (RuntimeException failure) {
      throw CommitFailures.of(failure, "commit to " + table.name());
    }
  }

  static void requireKey(TableLayout layout) {
    if (layout.keyColumns().isEmpty()) {
      throw new WeirException(
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          "the table has no primary key: another engine made it",
          "Copy it: CREATE TABLE … PRIMARY KEY (…) AS SELECT * FROM it.");
    }
  }

  /** False when the load had happened already; then nothing was written. */
  private boolean commit(
      Table table,
      TableLayout layout,
      List<DataFile> added,
      Expression range,
      LoadRecord record,
      QueryContext context,
      StagedWork work)
      throws SQLException, IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Snapshot base = table.currentSnapshot();
      Outcome outcome =
          base == null
              ? Outcome.NOTHING
              : outcome(table, base, layout, added, range, context, work);
      try {
        commitOnce(table, base, outcome, added, range, record, context, work);
        return true;
      } catch (RuntimeException failure) {
        if (!CommitFailures.isConflict(failure) || attempt >= writer.config().commitAttemptsMax()) {
          throw failure;
        }
        table.refresh();
        if (record.isIn(table)) {
          return false;
        }
      }
    }
  }

  private Outcome outcome(
      Table table,
      Snapshot base,
      TableLayout layout,
      List<DataFile> added,
      Expression range,
      QueryContext context,
      StagedWork work)
      throws SQLException, IOException, InterruptedException {
    try (DuckDBConnection connection = writer.engine().open()) {
      List<String> paths = new ArrayList<>();
      for (DataFile file : added) {
        paths.add(SqlText.string(writer.stored().local(file.location(), work).toString()));
      }
      String keys =
          "(SELECT "
              + KeyedRewrite.renamedKeys(layout.keyColumns())
              + " FROM read_parquet(["
              + paths.stream().collect(Collectors.joining(", "))
              + "]))";
      StatementRun run = new StatementRun(context, (rows, bytes, percent) -> {});
      return rewrite.rewrite(
          run, connection, table, base.snapshotId(), layout, new Keys(keys, range, null), work);
    }
  }

  /**
   * Commits an overwrite; when it fails, the files that it would have rewritten are withdrawn.
   *
   * @param conflicts rows that nobody else may have added since {@code base}
   */
  void commitOnce(
      Table table,
      @Nullable Snapshot base,
      Outcome outcome,
      List<DataFile> added,
      Expression conflicts,
      LoadRecord record,
      QueryContext context,
      StagedWork work)
      throws IOException {
    List<DataFile> rewritten =
        writer.publisher().publish(table, outcome.written(), context.queryId(), work);
    Consumer<OverwriteFiles> changes =
        overwrite -> {
          outcome.removed().forEach(overwrite::deleteFile);
          rewritten.forEach(overwrite::addFile);
          added.forEach(overwrite::addFile);
          overwrite.conflictDetectionFilter(conflicts).validateNoConflictingData();
          if (base != null) {
            overwrite.validateFromSnapshot(base.snapshotId()).validateNoConflictingDeletes();
          }
        };
    writer.committing(rewritten, work, () -> record.commit(table, context.queryId(), changes));
  }
}
