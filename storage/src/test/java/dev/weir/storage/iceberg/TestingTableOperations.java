package dev.weir.storage.iceberg;

import java.util.Map;
import org.apache.iceberg.BaseMetastoreTableOperations;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;
import org.jspecify.annotations.Nullable;

/** A catalog of one table, whose metadata location is a field. */
final class TestingTableOperations extends BaseMetastoreTableOperations {
  private final FileIO io;
  private @Nullable String location;

  TestingTableOperations(FileIO io, @Nullable String location) {
    this.io = io;
    this.location = location;
  }

  static Table create(FileIO io, String folder, Schema schema) {
    TestingTableOperations operations = new TestingTableOperations(io, null);
    operations.commit(
        null,
        TableMetadata.newTableMetadata(schema, PartitionSpec.unpartitioned(), folder, Map.of()));
    return new BaseTable(operations, "t");
  }

  static Table load(FileIO io, String location) {
    return new BaseTable(new TestingTableOperations(io, location), "t");
  }

  @Override
  protected String tableName() {
    return "t";
  }

  @Override
  public FileIO io() {
    return io;
  }

  @Override
  protected void doRefresh() {
    if (location == null) {
      disableRefresh();
    } else {
      refreshFromMetadataLocation(location);
    }
  }

  @Override
  protected void doCommit(@Nullable TableMetadata base, TableMetadata metadata) {
    location = writeNewMetadataIfRequired(base == null, metadata);
  }
}
