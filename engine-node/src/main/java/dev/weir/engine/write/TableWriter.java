package dev.weir.engine.write;

import dev.weir.contracts.config.WriteConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.command.CommandRunner.Progress;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.types.Types;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Adds rows to tables. The files are written once; a commit that loses a race only repeats the
 * check of keys against what the winner has added. Thread-safe.
 */
final class TableWriter {
  private final WriteEngine engine;
  private final Staging staging;
  private final StoredFiles stored;
  private final FilePublisher publisher;

  TableWriter(WriteEngine engine, Staging staging, ObjectStore store) {
    this.engine = engine;
    this.staging = staging;
    this.stored = new StoredFiles(store);
    this.publisher = new FilePublisher(store);
  }

  StoredFiles stored() {
    return stored;
  }

  FilePublisher publisher() {
    return publisher;
  }

  WriteEngine engine() {
    return engine;
  }

  WriteConfig config() {
    return engine.config();
  }

  StagedWork begin(QueryContext context) {
    try {
      return staging.begin(context.queryId());
    } catch (IOException failure) {
      throw SqlFailures.of(failure);
    }
  }

  /**
   * Adds the rows of {@code source}.
   *
   * @param check what the caller may write
   * @param record of the load that brings them; one that has happened meanwhile adds nothing
   * @throws WeirException PRIMARY_KEY_NULL, PRIMARY_KEY_DUPLICATE, NULL_NOT_ALLOWED, TYPE_MISMATCH,
   *     VALUE_ERROR, DISK_FULL, COMMIT_CONFLICT and so on: nothing was added
   */
  WriteResult append(
      Table table,
      RowSource source,
      RowCheck check,
      LoadRecord record,
      QueryContext context,
      Progress progress)
      throws InterruptedException {
    requireWritable(table);
    TableLayout layout = TableLayout.of(table);
    try (StagedWork work = begin(context)) {
      List<WrittenFile> files = write(source, layout, work, context, progress);
      requireVisible(check, files, layout, context);
      if (files.isEmpty()) {
        record.commitAlone(table, context.queryId());
        return WriteResult.NOTHING;
      }
      return commitAppend(table, layout, files, record, context, work)
          ? WriteResult.of(rowsOf(files), files)
          : WriteResult.NOTHING;
    }
  }

  /** Adds the rows of {@code source} to a table that the same transaction creates. */
  WriteResult create(
      Transaction creation,
      RowSource source,
      LoadRecord record,
      QueryContext context,
      Progress progress)
      throws InterruptedException {
    Table table = creation.table();
    TableLayout layout = TableLayout.of(table);
    try (StagedWork work = begin(context)) {
      List<WrittenFile> files = write(source, layout, work, context, progress);
      List<DataFile> published = publisher.publish(table, files, context.queryId(), work);
      committing(
          published,
          work,
          () -> {
            if (!published.isEmpty()) {
              AppendFiles append = creation.newAppend();
              published.forEach(append::appendFile);
              append.commit();
            }
            record.writeTo(creation, context.queryId());
            creation.commitTransaction();
          });
      return WriteResult.of(rowsOf(files), files);
    } catch (IOException failure) {
      throw SqlFailures.of(failure);
    }
  }

  static void requireWritable(Table table) {
    if (!table.spec().isUnpartitioned()) {
      throw new WeirException(
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          "the table is partitioned by " + table.spec() + ", which Weir does not write",
          "Write it with the engine that made it, or copy it: CREATE TABLE … PRIMARY KEY (…) AS"
              + " SELECT.");
    }
  }

  static long rowsOf(List<WrittenFile> files) {
    return files.stream().mapToLong(WrittenFile::rows).sum();
  }

  /** Writes the rows as files and holds them against NOT NULL and against each other. */
  List<WrittenFile> write(
      RowSource source,
      TableLayout layout,
      StagedWork work,
      QueryContext context,
      Progress progress)
      throws InterruptedException {
    StatementRun run = new StatementRun(context, progress);
    List<WrittenFile> files;
    try {
      files =
          DataFileWriter.write(
              run, source.connection(), source.query(layout), layout, work.newPath("files"));
    } catch (SQLException failure) {
      throw source.explain(run, layout, failure);
    }
    Optional<Types.NestedField> nulls = KeyCheck.columnWithNulls(files, layout);
    if (nulls.isPresent()) {
      Types.NestedField field = nulls.get();
      long row = source.firstNull(run, layout, field.name());
      throw KeyCheck.nullValue(field, layout.isKey(field), row);
    }
    if (!layout.keyColumns().isEmpty() && !source.keyIsUnique() && !files.isEmpty()) {
      requireUnique(run, files, layout);
    }
    return files;
  }

  private void requireUnique(StatementRun run, List<WrittenFile> files, TableLayout layout)
      throws InterruptedException {
    try (DuckDBConnection connection = engine.open()) {
      List<Path> paths = files.stream().map(WrittenFile::path).toList();
      KeyCheck.duplicateWithin(run, connection, paths, layout.keyColumns())
          .ifPresent(
              key -> {
                throw KeyCheck.duplicate(key, false);
              });
    } catch (SQLException failure) {
      throw SqlFailures.of(failure, config().stagingFolder());
    }
  }

  private void requireVisible(
      RowCheck check, List<WrittenFile> files, TableLayout layout, QueryContext context)
      throws InterruptedException {
    if (check.filter().isEmpty()) {
      return;
    }
    List<String> named =
        layout.keyColumns().isEmpty()
            ? List.of(layout.schema().columns().getFirst().name())
            : layout.keyColumns();
    try (DuckDBConnection connection = engine.open()) {
      check.require(
          new StatementRun(context, (rows, bytes, percent) -> {}), connection, files, named);
    } catch (SQLException failure) {
      throw SqlFailures.of(failure, config().stagingFolder());
    }
  }

  /** False when the load had happened already; then nothing was added. */
  private boolean commitAppend(
      Table table,
      TableLayout layout,
      List<WrittenFile> files,
      LoadRecord record,
      QueryContext context,
      StagedWork work)
      throws InterruptedException {
    List<Types.NestedField> key = layout.keyColumns().stream().map(layout::column).toList();
    Expression range = KeyRange.of(files, key);
    List<Path> paths = files.stream().map(WrittenFile::path).toList();
    List<DataFile> published = List.of();
    RuntimeException lost = null;
    try {
      for (int attempt = 0; attempt < config().commitAttemptsMax(); attempt++) {
        if (attempt > 0) {
          table.refresh();
          if (record.isIn(table)) {
            publisher.withdraw(published);
            return false;
          }
        }
        Snapshot base = table.currentSnapshot();
        requireNew(table, base, range, layout, paths, context, work);
        if (published.isEmpty()) {
          published = publisher.publish(table, files, context.queryId(), work);
          paths = new ArrayList<>();
          for (DataFile file : published) {
            paths.add(stored.local(file.location(), work));
          }
        }
        List<DataFile> added = published;
        try {
          record.commit(
              table,
              context.queryId(),
              append -> {
                added.forEach(append::addFile);
                validate(append, base, record, key.isEmpty() ? null : range);
              });
          return true;
        } catch (CommitStateUnknownException unknown) {
          published = List.of();
          work.keepJournal();
          throw unknown;
        } catch (RuntimeException failure) {
          if (!CommitFailures.isConflict(failure)) {
            throw failure;
          }
          lost = failure;
        }
      }
      throw lost == null ? new IllegalStateException("no attempt was made") : lost;
    } catch (IOException failure) {
      withdraw(published, failure);
      throw SqlFailures.of(failure);
    } catch (RuntimeException failure) {
      withdraw(published, failure);
      throw CommitFailures.of(failure, "commit to " + table.name());
    } catch (InterruptedException cancelled) {
      withdraw(published, cancelled);
      throw cancelled;
    }
  }

  private static void validate(
      OverwriteFiles append,
      @Nullable Snapshot base,
      LoadRecord record,
      @Nullable Expression range) {
    if (range != null) {
      append.conflictDetectionFilter(range).validateNoConflictingData();
    }
    if (base != null && (range != null || record.id() != null)) {
      append.validateFromSnapshot(base.snapshotId());
    }
  }

  private void requireNew(
      Table table,
      @Nullable Snapshot base,
      Expression range,
      TableLayout layout,
      List<Path> paths,
      QueryContext context,
      StagedWork work)
      throws IOException, InterruptedException {
    if (base == null || layout.keyColumns().isEmpty()) {
      return;
    }
    List<Path> overlapping = new ArrayList<>();
    for (FileScanTask file : StoredFiles.plan(table, base.snapshotId(), range)) {
      overlapping.add(stored.local(file.file().location(), work));
    }
    if (overlapping.isEmpty()) {
      return;
    }
    List<Types.NestedField> key = layout.keyColumns().stream().map(layout::column).toList();
    try (DuckDBConnection connection = engine.open()) {
      KeyCheck.inBoth(
              new StatementRun(context, (rows, bytes, percent) -> {}),
              connection,
              StoredFiles.relation(paths, key, false),
              StoredFiles.relation(overlapping, key, false),
              layout.keyColumns())
          .ifPresent(
              duplicate -> {
                throw KeyCheck.duplicate(duplicate, true);
              });
    } catch (SQLException failure) {
      throw SqlFailures.of(failure, config().stagingFolder());
    }
  }

  /** Runs a commit of published files; when it fails they are withdrawn. */
  void committing(List<DataFile> published, StagedWork work, Runnable commit) {
    try {
      commit.run();
    } catch (CommitStateUnknownException unknown) {
      try {
        work.keepJournal();
      } catch (IOException failure) {
        unknown.addSuppressed(failure);
      }
      throw unknown;
    } catch (RuntimeException failure) {
      withdraw(published, failure);
      throw failure;
    }
  }

  void withdraw(List<DataFile> published, Exception cause) {
    try {
      publisher.withdraw(published);
    } catch (IOException failure) {
      cause.addSuppressed(failure);
    }
  }
}
