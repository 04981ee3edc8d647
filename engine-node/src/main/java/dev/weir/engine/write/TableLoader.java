package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.engine.command.CommandRunner.Progress;
import dev.weir.engine.command.TableCommand.TableClauses;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.gateway.SessionOpener;
import dev.weir.engine.sql.SqlTypeNames;
import dev.weir.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Loads files into tables: what COPY, an upload and {@code weir load} share. A load is one commit:
 * all rows, or none, or all but those that were put aside and reported. Thread-safe.
 */
public final class TableLoader {
  private final TableWriter writer;
  private final RowReplacement replacement;
  private final Catalogs catalogs;
  private final TableAccess access;
  private final TableCreation creation;
  private final SessionOpener sessions;
  private final ObjectStore store;

  TableLoader(
      TableWriter writer,
      RowReplacement replacement,
      Catalogs catalogs,
      TableAccess access,
      TableCreation creation,
      SessionOpener sessions,
      ObjectStore store) {
    this.writer = writer;
    this.replacement = replacement;
    this.catalogs = catalogs;
    this.access = access;
    this.creation = creation;
    this.sessions = sessions;
    this.store = store;
  }

  /**
   * Loads {@code file}. The file may be anywhere on this machine: who may name which file is
   * decided by the caller of this method.
   *
   * @param fileName as its sender calls it; tells the format when the options do not
   * @param context whose caller needs INSERT on the table (UPDATE as well to replace rows), or
   *     CREATE in the namespace when the load makes the table
   * @throws WeirException TABLE_NOT_FOUND, BAD_INPUT_FILE, PRIMARY_KEY_NULL, PRIMARY_KEY_DUPLICATE,
   *     COLUMN_NOT_FOUND, DISK_FULL, COMMIT_CONFLICT and so on: nothing was loaded
   * @throws InterruptedException when it was cancelled; nothing was loaded
   */
  public WriteResult load(
      QueryContext context,
      TableIdentifier name,
      Path file,
      String fileName,
      LoadOptions options,
      Progress progress)
      throws InterruptedException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new WeirException(
          ErrorCode.BAD_INPUT_FILE,
          "the file " + fileName + " is not there, or cannot be read",
          "Give the path of a file.");
    }
    if (options.sha256() != null) {
      FileDigest.require(file, fileName, options.sha256());
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return loadOnce(context, name, file, options.formatOf(fileName), options, progress);
      } catch (WeirException failure) {
        // Somebody else took the numbers that this load has given: number the rows anew.
        boolean raced =
            options.generateKey() != null && failure.code() == ErrorCode.PRIMARY_KEY_DUPLICATE;
        if (!raced || attempt >= writer.config().commitAttemptsMax()) {
          throw failure;
        }
      }
    }
  }

  private WriteResult loadOnce(
      QueryContext context,
      TableIdentifier name,
      Path file,
      LoadOptions.Format format,
      LoadOptions options,
      Progress progress)
      throws InterruptedException {
    LoadRecord record = new LoadRecord(options.loadId());
    Optional<Relation> relation = access.find(name, context);
    if (relation.isEmpty() && options.primaryKey().isEmpty() && options.generateKey() == null) {
      access.relation(name, context);
    }
    Table there = relation.isPresent() ? table(relation.get(), options, context) : null;
    if (there != null && record.isIn(there)) {
      return WriteResult.NOTHING;
    }
    Progress inBytes = inBytes(file, progress);
    StatementRun run = new StatementRun(context, inBytes);
    try (DuckDBConnection connection = writer.engine().open()) {
      FileReader reader = reader(run, connection, file, format, options);
      List<Map.Entry<String, String>> columns = columns(reader, file);
      if (relation.isPresent() && there != null) {
        TableLayout layout = TableLayout.of(there);
        Load load =
            new Load(
                layout,
                options,
                nextKey(there, options, layout),
                file,
                format,
                RowCheck.of(relation.get(), sessions),
                record,
                context,
                inBytes);
        return load(load, run, connection, reader, columns, there, null);
      }
      Transaction made =
          creation.begin(TableAccess.qualified(name, context), define(columns, options), context);
      Load load =
          new Load(
              TableLayout.of(made.table()),
              options,
              1,
              file,
              format,
              new RowCheck(TableAccess.qualified(name, context), ""),
              record,
              context,
              inBytes);
      return load(load, run, connection, reader, columns, made.table(), made);
    } catch (SQLException failure) {
      throw SqlFailures.of(failure, writer.config().stagingFolder());
    }
  }

  /** The SQL engine says how much of a file it has read as a share of it. */
  private static Progress inBytes(Path file, Progress progress) {
    long size;
    try {
      size = Files.size(file);
    } catch (IOException unknown) {
      return progress;
    }
    return (rows, bytes, percent) ->
        progress.report(rows, Math.round(size * Math.clamp(percent, 0, 100) / 100), percent);
  }

  /** What stays the same while one file is loaded. */
  private record Load(
      TableLayout layout,
      LoadOptions options,
      long firstKey,
      Path file,
      LoadOptions.Format format,
      RowCheck check,
      LoadRecord record,
      QueryContext context,
      Progress progress) {}

  private WriteResult load(
      Load load,
      StatementRun run,
      DuckDBConnection connection,
      FileReader reader,
      List<Map.Entry<String, String>> columns,
      Table table,
      @Nullable Transaction made)
      throws InterruptedException, SQLException {
    List<String> names = columns.stream().map(Map.Entry::getKey).toList();
    Map<String, Types.NestedField> matched =
        FileColumns.match(names, isNamed(reader, load), load.options(), load.layout());
    Function<String, @Nullable String> typeOf =
        column -> matched.containsKey(column) ? SqlTypeNames.of(matched.get(column).type()) : null;
    String generated =
        load.options().generateKey() == null
            ? null
            : load.layout().column(load.options().generateKey()).name();
    try (FileSource source =
        new FileSource(
            connection,
            reader,
            typeOf,
            FileColumns.expressions(matched, columns, reader, generated, load.firstKey()),
            generated != null && load.layout().keyColumns().equals(List.of(generated)),
            load.file(),
            writer.config().stagingFolder())) {
      WriteResult result = write(load, source, table, made);
      return load.options().rejectRows() && reader instanceof CsvReader csv
          ? withRejects(result, csv, load.context())
          : result;
    }
  }

  private WriteResult write(Load load, FileSource source, Table table, @Nullable Transaction made)
      throws InterruptedException {
    if (made != null) {
      return creation.finish(
          made, () -> writer.create(made, source, load.record(), load.context(), load.progress()));
    }
    return load.options().replaceRows()
        ? replacement.replace(table, source, load.record(), load.context(), load.progress())
        : writer.append(
            table, source, load.check(), load.record(), load.context(), load.progress());
  }

  private WriteResult withRejects(WriteResult result, CsvReader csv, QueryContext context)
      throws SQLException, InterruptedException {
    int max = writer.config().rejectsMax();
    List<CsvReader.Reject> rejects = csv.rejects(max);
    if (rejects.isEmpty()) {
      return result;
    }
    try {
      return result.withRejects(
          rejects.size(), RejectReport.write(store, context.queryId(), rejects));
    } catch (IOException failure) {
      throw SqlFailures.of(failure);
    }
  }

  private static boolean isNamed(FileReader reader, Load load)
      throws SQLException, InterruptedException {
    return !(reader instanceof CsvReader csv) || csv.hasHeader();
  }

  private FileReader reader(
      StatementRun run,
      DuckDBConnection connection,
      Path file,
      LoadOptions.Format format,
      LoadOptions options) {
    if (options.rejectRows() && format != LoadOptions.Format.CSV) {
      throw new WeirException(
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          "ON_ERROR 'report' is for CSV",
          "Leave it out: a file of another format is loaded whole or not at all.");
    }
    return switch (format) {
      case CSV -> new CsvReader(run, connection, file, options, writer.config().rejectsMax());
      case JSON -> new JsonReader(run, connection, file);
      default -> new ParquetReader(run, connection, file);
    };
  }

  private static List<Map.Entry<String, String>> columns(FileReader reader, Path file)
      throws InterruptedException {
    try {
      return reader.columns();
    } catch (SQLException failure) {
      throw FileSource.unreadable(file, failure);
    }
  }

  private Table table(Relation relation, LoadOptions options, QueryContext context) {
    TableIdentifier exact = TableAccess.identifier(relation);
    access.require(exact, RelationKind.TABLE, Privilege.INSERT, context);
    if (options.replaceRows()) {
      access.require(exact, RelationKind.TABLE, Privilege.UPDATE, context);
      RowCheck.requireWhole(relation);
    }
    return CatalogCalls.call(
        "load the table " + exact, () -> catalogs.tables(context.caller()).loadTable(exact));
  }

  private static TableDefinition define(
      List<Map.Entry<String, String>> columns, LoadOptions options) {
    List<Map.Entry<String, String>> all = new ArrayList<>();
    List<String> key = options.primaryKey();
    String generated = options.generateKey();
    if (generated != null) {
      all.add(Map.entry(generated, "BIGINT"));
      key = key.isEmpty() ? List.of(generated) : key;
    }
    all.addAll(columns);
    return TableDefinition.derived(all, new TableClauses(key, List.of(), Map.of()));
  }

  private static long nextKey(Table table, LoadOptions options, TableLayout layout) {
    return options.generateKey() == null
        ? 0
        : GeneratedKey.next(table, layout.column(options.generateKey()));
  }
}
