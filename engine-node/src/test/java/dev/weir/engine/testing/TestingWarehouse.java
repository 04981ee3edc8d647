package dev.weir.engine.testing;

import dev.weir.storage.ObjectStore;
import dev.weir.storage.PutCondition;
import dev.weir.storage.folder.FolderObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/** Iceberg tables with real Parquet files in an object store, written by SQL. */
public final class TestingWarehouse implements AutoCloseable {
  private final Path root;
  private final ObjectStore store;
  private final TestingMeta meta;

  /** In a folder under {@code root}. */
  public TestingWarehouse(Path root) throws IOException {
    this(root, FolderObjectStore.open(Files.createDirectories(folderIn(root))));
  }

  /**
   * @param store where the data files are; closed with the warehouse
   */
  public TestingWarehouse(Path root, ObjectStore store) throws IOException {
    this.root = root;
    this.store = store;
    meta = new TestingMeta(store.locationOf("warehouse"));
    namespace("default");
  }

  public TestingMeta meta() {
    return meta;
  }

  public ObjectStore store() {
    return store;
  }

  /** The folder of the store, where it is one. */
  public Path folder() {
    return folderIn(root);
  }

  private static Path folderIn(Path root) {
    return root.resolve("store").toAbsolutePath();
  }

  /** Where the catalog's metadata is. */
  public FileIO io() {
    return new InMemoryFileIO();
  }

  public void namespace(String name) {
    meta.catalog().createNamespace(Namespace.of(name.split("\\.")));
  }

  public Table table(String name, NestedField... columns) {
    return meta.catalog().createTable(id(name), new Schema(columns), PartitionSpec.unpartitioned());
  }

  public void view(String name, String sql, NestedField... columns) {
    TableIdentifier id = id(name);
    meta.catalog()
        .buildView(id)
        .withDefaultNamespace(id.namespace())
        .withQuery("duckdb", sql)
        .withSchema(new Schema(columns))
        .createOrReplace();
  }

  /** Adds one data file with the rows of {@code sql}, whose columns are those of the table. */
  public DataFile insert(String name, String sql) {
    Table table = meta.catalog().loadTable(id(name));
    DataFile file = write(table, sql);
    table.newAppend().appendFile(file).commit();
    return file;
  }

  private DataFile write(Table table, String sql) {
    String location = table.location() + "/data/" + UUID.randomUUID() + ".parquet";
    Path path = root.resolve(UUID.randomUUID() + ".parquet").toAbsolutePath();
    List<NestedField> columns = table.schema().columns();
    String ids =
        columns.stream().map(TestingWarehouse::fieldId).collect(Collectors.joining(", ", "{", "}"));
    String names =
        columns.stream().map(TestingWarehouse::quoted).collect(Collectors.joining(", ", "(", ")"));
    try (var duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute("CREATE TABLE rows AS SELECT * FROM (" + sql + ") AS t" + names);
      statement.execute(
          "COPY rows TO '"
              + path
              + "' (FORMAT parquet, FIELD_IDS "
              + ids
              + ", ROW_GROUP_SIZE 2048)");
      long bytes = Files.size(path);
      store.moveFile(store.keyOf(location), path, PutCondition.NONE);
      return DataFiles.builder(table.spec())
          .withPath(location)
          .withFormat(FileFormat.PARQUET)
          .withFileSizeInBytes(bytes)
          .withMetrics(metrics(statement, columns))
          .build();
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Metrics metrics(Statement statement, List<NestedField> columns)
      throws SQLException {
    Map<Integer, Long> values = new HashMap<>();
    Map<Integer, Long> nulls = new HashMap<>();
    Map<Integer, ByteBuffer> lower = new HashMap<>();
    Map<Integer, ByteBuffer> upper = new HashMap<>();
    long rows = 0;
    for (NestedField column : columns) {
      String name = quoted(column);
      try (ResultSet result =
          statement.executeQuery(
              "SELECT count(*), count("
                  + name
                  + "), min("
                  + name
                  + "), max("
                  + name
                  + ") FROM rows")) {
        result.next();
        rows = result.getLong(1);
        values.put(column.fieldId(), rows);
        nulls.put(column.fieldId(), rows - result.getLong(2));
        bound(column, result.getString(3), lower);
        bound(column, result.getString(4), upper);
      }
    }
    return new Metrics(rows, null, values, nulls, null, lower, upper);
  }

  private static void bound(
      NestedField column, @Nullable String value, Map<Integer, ByteBuffer> bounds) {
    if (value == null || !column.type().isPrimitiveType() || value.equals("NaN")) {
      return;
    }
    String text =
        column.type().typeId().name().startsWith("TIMESTAMP") ? value.replace(' ', 'T') : value;
    bounds.put(
        column.fieldId(),
        Conversions.toByteBuffer(
            column.type(), Conversions.fromPartitionString(column.type(), text)));
  }

  /** The column's id as the writer takes it, with those of the fields inside of it. */
  private static String fieldId(NestedField column) {
    if (column.type().isPrimitiveType()) {
      return quoted(column) + ": " + column.fieldId();
    }
    String inside =
        column.type().asNestedType().fields().stream()
            .map(TestingWarehouse::fieldId)
            .collect(Collectors.joining(", "));
    return quoted(column)
        + ": {__duckdb_field_id: "
        + column.fieldId()
        + (inside.isEmpty() ? "" : ", " + inside)
        + "}";
  }

  private static String quoted(NestedField column) {
    return '"' + column.name().replace("\"", "\"\"") + '"';
  }

  public static TableIdentifier id(String name) {
    String[] parts = name.split("\\.");
    return parts.length == 1 ? TableIdentifier.of("default", name) : TableIdentifier.parse(name);
  }

  @Override
  public void close() throws IOException {
    meta.close();
    store.close();
  }
}
