package dev.weir.engine.write;

import dev.weir.contracts.config.WriteConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.contracts.query.Caller;
import dev.weir.engine.command.CommandRunner.Progress;
import dev.weir.engine.command.DataCommand;
import dev.weir.engine.command.TableCommand;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.gateway.SessionOpener;
import dev.weir.engine.upload.Upload;
import dev.weir.engine.upload.UploadFolder;
import dev.weir.engine.write.QuerySource.OpenQuery;
import dev.weir.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;

/** Runs the statements that change rows. Thread-safe. */
public final class DataStatements implements AutoCloseable {
  private final WriteConfig config;
  private final ObjectStore store;
  private final Staging staging;
  private final TableWriter writer;
  private final RowReplacement replacement;
  private final RowChanges changes;
  private final TableLoader loader;
  private final TableCreation creation;
  private final TableAccess access;
  private final Catalogs catalogs;
  private final SessionOpener sessions;
  private final UploadFolder uploads;
  private final BucketObjects bucket;

  private DataStatements(
      WriteConfig config,
      Staging staging,
      ObjectStore store,
      Catalogs catalogs,
      TableAccess access,
      SessionOpener sessions,
      UploadFolder uploads) {
    this.config = config;
    this.store = store;
    this.staging = staging;
    this.catalogs = catalogs;
    this.access = access;
    this.sessions = sessions;
    this.uploads = uploads;
    this.bucket = new BucketObjects(store, uploads);
    this.writer = new TableWriter(new WriteEngine(config), staging, store);
    this.replacement = new RowReplacement(writer);
    this.changes = new RowChanges(writer, replacement, catalogs, access, sessions);
    this.creation = new TableCreation(catalogs, access);
    this.loader = new TableLoader(writer, replacement, catalogs, access, creation, sessions, store);
  }

  /**
   * Opens the staging folder of this process.
   *
   * @throws IOException when it cannot be made
   */
  public static DataStatements open(
      WriteConfig config,
      ObjectStore store,
      Catalogs catalogs,
      TableAccess access,
      SessionOpener sessions,
      UploadFolder uploads)
      throws IOException {
    Staging staging = Staging.open(config.stagingFolder());
    return new DataStatements(config, staging, store, catalogs, access, sessions, uploads);
  }

  /**
   * Removes what killed processes have left of their writes. Called once after a start.
   *
   * @param service a caller whose catalog shows every table of the tenant
   * @return how many data files were removed
   */
  public int sweepOrphans(Caller service) throws IOException {
    return new OrphanSweep(store, catalogs.tables(service), catalogs.namespaces(service))
        .sweep(config.stagingFolder(), config.orphanAgeMillis());
  }

  /** What makes empty tables. */
  public TableCreation creation() {
    return creation;
  }

  /** What loads files. */
  public TableLoader loader() {
    return loader;
  }

  /**
   * Runs a statement: committed, or without any effect.
   *
   * @throws WeirException the failure; nothing was written
   * @throws InterruptedException when it was cancelled; nothing was written
   */
  public WriteResult run(DataCommand command, QueryContext context, Progress progress)
      throws InterruptedException {
    return switch (command) {
      case DataCommand.Insert insert -> insert(insert, context, progress);
      case DataCommand.Copy copy -> copy(copy, context, progress);
      case DataCommand.Delete delete -> changes.delete(delete, context, progress);
      case DataCommand.Update update -> changes.update(update, context, progress);
      case DataCommand.Truncate truncate -> changes.truncate(truncate, context);
    };
  }

  private WriteResult insert(DataCommand.Insert insert, QueryContext context, Progress progress)
      throws InterruptedException {
    Relation relation =
        access.require(insert.table(), RelationKind.TABLE, Privilege.INSERT, context);
    if (insert.orReplace()) {
      TableAccess.requirePrivilege(relation, Privilege.UPDATE, context.caller());
      RowCheck.requireWhole(relation);
    }
    RowCheck check = RowCheck.of(relation, sessions);
    TableIdentifier name = TableAccess.identifier(relation);
    Table table =
        CatalogCalls.call(
            "load the table " + name, () -> catalogs.tables(context.caller()).loadTable(name));
    List<String> columns = columns(insert, TableLayout.of(table));
    StatementRun run = new StatementRun(context, progress);
    ComposedSql text = new ComposedSql(context.request().parameters()).add(insert.query());
    OpenQuery query = QuerySource.open(sessions, context, text, run);
    try (MappedSource source = query.to(matching(columns, query))) {
      return insert.orReplace()
          ? replacement.replace(table, source, LoadRecord.NONE, context, progress)
          : writer.append(table, source, check, LoadRecord.NONE, context, progress);
    }
  }

  private static List<String> columns(DataCommand.Insert insert, TableLayout layout) {
    if (insert.columns().isEmpty()) {
      return layout.schema().columns().stream().map(Types.NestedField::name).toList();
    }
    List<String> columns = new ArrayList<>();
    for (String name : insert.columns()) {
      String column = layout.column(name).name();
      if (columns.contains(column)) {
        throw new WeirException(
            ErrorCode.BAD_REQUEST, "the column " + column + " is named twice", "Name it once.");
      }
      columns.add(column);
    }
    return columns;
  }

  private static List<String> matching(List<String> columns, OpenQuery query) {
    if (columns.size() != query.columns().size()) {
      query.session().close();
      throw new WeirException(
          ErrorCode.TYPE_MISMATCH,
          query.columns().size() + " values a row are given for " + columns.size() + " columns",
          "The columns are: " + String.join(", ", columns) + ".");
    }
    return columns;
  }

  /** Makes a table with the columns and rows of a query; it is there with all of them or not. */
  public WriteResult createAs(
      TableCommand.CreateTableAs command, QueryContext context, Progress progress)
      throws InterruptedException {
    TableIdentifier name = TableAccess.qualified(command.table(), context);
    StatementRun run = new StatementRun(context, progress);
    ComposedSql text = new ComposedSql(context.request().parameters()).add(command.query());
    OpenQuery query = QuerySource.open(sessions, context, text, run);
    try (MappedSource source = query.to(query.columns().stream().map(Map.Entry::getKey).toList())) {
      TableDefinition definition = TableDefinition.derived(query.columns(), command.clauses());
      Transaction made =
          command.orReplace()
              ? creation.beginReplace(name, definition, context)
              : creation.begin(name, definition, context);
      return creation.finish(
          made, () -> writer.create(made, source, LoadRecord.NONE, context, progress));
    }
  }

  private WriteResult copy(DataCommand.Copy copy, QueryContext context, Progress progress)
      throws InterruptedException {
    LoadOptions options = LoadOptions.of(copy.options(), copy.columns());
    Optional<Upload> upload = uploads.find(copy.file(), context.caller());
    if (upload.isPresent()) {
      return loader.load(
          context, copy.table(), upload.get().file(), upload.get().fileName(), options, progress);
    }
    if (copy.file().startsWith(BucketObjects.REFERENCE_PREFIX)) {
      return bucket.with(
          copy.file(),
          context,
          (file, name) -> loader.load(context, copy.table(), file, name, options, progress));
    }
    Path file = ImportFolders.require(config.importFolders(), copy.file(), context.caller());
    return loader.load(
        context, copy.table(), file, file.getFileName().toString(), options, progress);
  }

  @Override
  public void close() throws IOException {
    staging.close();
  }
}
