package dev.weir.engine.write;

import dev.weir.contracts.config.WriteConfig;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.engine.command.Command;
import dev.weir.engine.command.CommandResult;
import dev.weir.engine.command.run.ClusterDirectory;
import dev.weir.engine.command.run.Statements;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.testing.TestingEngine;
import dev.weir.engine.upload.UploadFolder;
import dev.weir.storage.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;

/** Statements over the engine's sessions and a real object store. */
public final class TestingStatements implements AutoCloseable {
  public static final Caller ADMIN = new Caller("default", "admin", "Admin", List.of(), true);

  private final TestingEngine engine;
  private final Path imports;
  private final UploadFolder uploads;
  private final DataStatements data;
  private final Statements statements;

  public TestingStatements(Path root) throws IOException {
    this(root, config -> config);
  }

  /**
   * @param change of the settings of writing
   */
  public TestingStatements(Path root, UnaryOperator<WriteConfig> change) throws IOException {
    this(root, new TestingEngine(root), change);
  }

  /**
   * @param engine closed with this
   */
  public TestingStatements(Path root, TestingEngine engine, UnaryOperator<WriteConfig> change)
      throws IOException {
    this.engine = engine;
    imports = Files.createDirectories(root.resolve("imports"));
    uploads = UploadFolder.open(root.resolve("uploads"), 1L << 30, 0);
    WriteConfig defaults = WriteConfig.defaults(root.resolve("engine"), 2, 512L << 20);
    WriteConfig config =
        new WriteConfig(
            defaults.stagingFolder(),
            defaults.spillFolder(),
            List.of(imports),
            2,
            defaults.memoryBytesMax(),
            defaults.spillBytesMax(),
            defaults.commitAttemptsMax(),
            0,
            defaults.rejectsMax());
    MetaCalls meta = new MetaCalls(engine.warehouse().meta().stub());
    Catalogs catalogs = caller -> engine.warehouse().meta().catalog();
    data =
        DataStatements.open(
            change.apply(config),
            engine.warehouse().store(),
            catalogs,
            new TableAccess(meta),
            engine.sessions(),
            uploads);
    ClusterDirectory clusters =
        () -> List.of(new ClusterDirectory.Cluster("default", 1, "Running", 0, 0));
    statements = new Statements(data, catalogs, meta, engine.sessions(), clusters);
  }

  public TestingEngine engine() {
    return engine;
  }

  public Path imports() {
    return imports;
  }

  public UploadFolder uploads() {
    return uploads;
  }

  public Table table(String name) {
    return engine
        .warehouse()
        .meta()
        .catalog()
        .loadTable(TableIdentifier.parse(name.contains(".") ? name : "default." + name));
  }

  public CommandResult run(String sql, @Nullable Object... parameters) throws InterruptedException {
    return runAs(ADMIN, sql, parameters);
  }

  public CommandResult runAs(Caller caller, String sql, @Nullable Object... parameters)
      throws InterruptedException {
    Command command = statements.parse(sql).orElseThrow();
    return statements.run(command, context(caller, sql, parameters), (rows, bytes, percent) -> {});
  }

  public static QueryContext context(Caller caller, String sql, @Nullable Object... parameters) {
    QueryRequest plain = QueryRequest.of(caller, sql, Origin.of(Origin.Kind.CONSOLE));
    QueryRequest request =
        new QueryRequest(
            caller,
            sql,
            Arrays.asList(parameters),
            List.of(),
            null,
            plain.origin(),
            null,
            null,
            0,
            0,
            true);
    Instant now = Instant.now();
    return new QueryContext(UUID.randomUUID().toString(), request, now, now.plusSeconds(120));
  }

  /** Rows of a query, values joined by commas. */
  public List<String> rows(String sql) {
    return engine.rows(sql);
  }

  /** Data files that no table names, and files in the making. */
  public List<String> leftovers() throws IOException {
    ObjectStore store = engine.warehouse().store();
    List<String> named =
        engine.warehouse().meta().catalog().listTables(Namespace.of("default")).stream()
            .map(name -> engine.warehouse().meta().catalog().loadTable(name))
            .flatMap(TestingStatements::files)
            .toList();
    return store.list("warehouse/", "", 1_000).stream()
        .map(object -> store.locationOf(object.key()))
        .filter(location -> !named.contains(location))
        .toList();
  }

  private static Stream<String> files(Table table) {
    List<String> names = new ArrayList<>();
    table
        .snapshots()
        .forEach(
            snapshot ->
                snapshot.addedDataFiles(table.io()).forEach(file -> names.add(file.location())));
    return names.stream();
  }

  @Override
  public void close() throws IOException {
    data.close();
    engine.close();
  }
}
