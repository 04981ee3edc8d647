package dev.weir.meta.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.meta.TestingIcebergServer;
import dev.weir.meta.TestingMeta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotParser;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that name files which are not theirs. */
class TableFilesIT {
  private static final TableIdentifier MINE = TableIdentifier.of("default", "mine");

  @TempDir Path folder;
  private TestingMeta meta;
  private TestingIcebergServer server;
  private RESTCatalog catalog;
  private Table other;
  private Table mine;

  @BeforeEach
  void start() throws Exception {
    meta = TestingMeta.start(folder);
    server = TestingIcebergServer.start(meta.node());
    catalog = server.catalog(TestingMeta.TOKEN, meta.clientProperties());
    Schema schema = new Schema(Types.NestedField.required(1, "id", Types.LongType.get()));
    other =
        catalog.createTable(
            TableIdentifier.of("default", "other"), schema, PartitionSpec.unpartitioned());
    mine = catalog.createTable(MINE, schema, PartitionSpec.unpartitioned());
  }

  @AfterEach
  void stop() throws Exception {
    catalog.close();
    server.close();
    meta.close();
  }

  private static Path file(Table table, String name) throws IOException {
    Path file = Path.of(table.location().substring("file://".length()), "data", name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "rows");
  }

  private static void append(Table table, Path file) {
    table
        .newAppend()
        .appendFile(
            DataFiles.builder(table.spec())
                .withPath("file://" + file)
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(4)
                .withRecordCount(1)
                .build())
        .commit();
  }

  @Test
  void shouldPurgeOnlyFilesOfTheTable() throws Exception {
    // Given
    Path theirs = file(other, "theirs.parquet");
    append(other, theirs);
    Path own = file(mine, "own.parquet");
    append(mine, own);
    append(mine, theirs);
    // When
    assertThat(catalog.dropTable(MINE, true)).isTrue();
    // Then
    assertThat(theirs).exists();
    assertThat(own).doesNotExist();
  }

  @Test
  void shouldRefuseAListOfFilesElsewhere() throws Exception {
    append(mine, file(mine, "own.parquet"));
    TableOperations ops = ((BaseTable) mine).operations();
    TableMetadata base = ops.current();
    String snapshot = SnapshotParser.toJson(mine.currentSnapshot(), false);
    for (String list : new String[] {"file:///etc/passwd", "http://127.0.0.1:1/list.avro"}) {
      Snapshot forged =
          SnapshotParser.fromJson(
              snapshot
                  .replace(mine.currentSnapshot().manifestListLocation(), list)
                  .replace(
                      "\"snapshot-id\":" + mine.currentSnapshot().snapshotId(), "\"snapshot-id\":7")
                  .replace("\"sequence-number\":1", "\"sequence-number\":2"));
      assertThatThrownBy(
              () -> ops.commit(base, TableMetadata.buildFrom(base).addSnapshot(forged).build()))
          .isInstanceOf(BadRequestException.class)
          .hasMessageContaining("manifest list");
    }
    assertThat(catalog.loadTable(MINE).snapshots()).hasSize(1);
  }

  @Test
  void shouldRefuseAFolderForFilesThatIsNotTheTables() {
    assertThatThrownBy(
            () -> mine.updateProperties().set("write.data.path", other.location()).commit())
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("write.data.path");
    mine.updateProperties().set("write.data.path", mine.location() + "/files").commit();
  }
}
