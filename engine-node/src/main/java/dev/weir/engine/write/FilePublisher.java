package dev.weir.engine.write;

import dev.weir.storage.ObjectStore;
import dev.weir.storage.PutCondition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;

/** Puts files in the making beside the table's, where a commit can name them. Thread-safe. */
final class FilePublisher {
  private final ObjectStore store;

  FilePublisher(ObjectStore store) {
    this.store = store;
  }

  /**
   * Moves the files to the table's data folder. Their places are journalled first, so that a killed
   * process leaves no bytes that nobody knows of.
   */
  List<DataFile> publish(Table table, List<WrittenFile> files, String queryId, StagedWork work)
      throws IOException {
    MetricsConfig metrics = MetricsConfig.forTable(table);
    List<String> locations = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      String name = queryId + "-" + i + "-" + UUID.randomUUID() + ".parquet";
      locations.add(table.locationProvider().newDataLocation(name));
    }
    work.journal(locations);
    List<DataFile> published = new ArrayList<>();
    try {
      for (int i = 0; i < files.size(); i++) {
        published.add(publish(table, files.get(i), locations.get(i), metrics));
      }
    } catch (IOException failure) {
      withdraw(published);
      throw failure;
    }
    return published;
  }

  private DataFile publish(Table table, WrittenFile file, String location, MetricsConfig metrics)
      throws IOException {
    store.moveFile(store.keyOf(location), file.path(), PutCondition.IF_ABSENT);
    SortOrder order = table.sortOrder();
    return DataFiles.builder(table.spec())
        .withPath(location)
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(file.bytes())
        .withMetrics(FileMetrics.of(file, table.schema(), metrics))
        .withSplitOffsets(file.rowGroupOffsets())
        .withSortOrder(order)
        .build();
  }

  /** Deletes files that no commit names. */
  void withdraw(List<DataFile> files) throws IOException {
    store.delete(files.stream().map(file -> store.keyOf(file.location())).toList());
  }
}
