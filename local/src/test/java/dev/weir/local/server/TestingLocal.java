package dev.weir.local.server;

import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.engine.upload.Upload;
import dev.weir.local.folder.DataFolder;
import dev.weir.storage.ObjectStore;
import io.prometheus.client.CollectorRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.duckdb.DuckDBDriver;

/** The laptop's node, with meta, engine and history on a data folder, but without HTTP. */
final class TestingLocal implements AutoCloseable {
  static final Caller ADMIN = new Caller("default", "admin", "Admin", List.of(), true);

  private static final Namespace DEFAULT = Namespace.of("default");

  static {
    // After a test of the whole process DriverManager knows the driver of that test's loader only.
    DuckDBDriver unused = new DuckDBDriver();
  }

  private final DataFolder folder;
  private final LocalNode node;
  private final CollectorRegistry metrics = new CollectorRegistry();

  TestingLocal(Path root) throws IOException {
    this(root, UnaryOperator.identity());
  }

  /**
   * @param store puts something between the node and its object store
   */
  TestingLocal(Path root, UnaryOperator<ObjectStore> store) throws IOException {
    folder = DataFolder.at(root);
    node =
        LocalNode.start(
            folder,
            0,
            "test",
            new LocalNode.Surroundings(metrics, store, UnaryOperator.identity()));
  }

  LocalNode node() {
    return node;
  }

  CollectorRegistry metrics() {
    return metrics;
  }

  static QueryRequest request(String sql) {
    return QueryRequest.of(ADMIN, sql, Origin.of(Origin.Kind.CONSOLE));
  }

  /** Runs a statement to its end; its rows as JSON. */
  String run(String sql) {
    return json(node.engine().gateway().run(request(sql)));
  }

  static String json(QueryHandle query) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    try {
      query.writeJsonRows(0, 1_000, rows);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return rows.toString(StandardCharsets.UTF_8);
  }

  /** Sends a file; what COPY calls it. */
  String upload(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      Upload upload =
          node.uploadFolder()
              .receive(ADMIN, file.getFileName().toString(), Files.size(file), content);
      return upload.reference();
    }
  }

  /** Data files that no snapshot of any table names. */
  List<Path> orphans() throws IOException {
    Set<Path> named = new HashSet<>();
    for (TableIdentifier name : node.metaNode().catalog("default").listTables(DEFAULT)) {
      Table table = node.metaNode().catalog("default").loadTable(name);
      for (Snapshot snapshot : table.snapshots()) {
        for (DataFile file : snapshot.addedDataFiles(table.io())) {
          named.add(node.store().localPath(node.store().keyOf(file.location())).orElseThrow());
        }
      }
    }
    return filesBelow(folder.objects()).stream()
        .filter(file -> file.toString().endsWith(".parquet"))
        .filter(file -> !named.contains(file))
        .toList();
  }

  /** Files in the making, of this or an earlier process. */
  List<Path> staged() throws IOException {
    return filesBelow(folder.scratch().resolve("staging")).stream()
        .filter(file -> !file.endsWith("owner.lock"))
        .toList();
  }

  /** What queries and writes have spilled. */
  List<Path> spilled() throws IOException {
    return filesBelow(folder.scratch().resolve("spill"));
  }

  private static List<Path> filesBelow(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Override
  public void close() {
    node.close();
  }
}
