package dev.weir.meta.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.meta.TestingIcebergServer;
import dev.weir.meta.TestingMeta;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RacingCommitsIT {
  private static final int TABLES = 3;
  private static final int WRITERS = 4;
  private static final int COMMITS_OF_WRITER = 15;

  @TempDir Path folder;

  @Test
  void shouldKeepEveryAppendOfRacingWriters() throws Exception {
    try (TestingMeta meta = TestingMeta.start(folder);
        TestingIcebergServer server = TestingIcebergServer.start(meta.node());
        RESTCatalog catalog = server.catalog(TestingMeta.TOKEN, meta.clientProperties());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // Given
      for (int t = 0; t < TABLES; t++) {
        catalog.createTable(
            name(t),
            new Schema(Types.NestedField.required(1, "id", Types.LongType.get())),
            PartitionSpec.unpartitioned(),
            Map.of(
                "commit.retry.num-retries", "100",
                "commit.retry.min-wait-ms", "5",
                "commit.retry.max-wait-ms", "100",
                "write.metadata.delete-after-commit.enabled", "true",
                "write.metadata.previous-versions-max", "5"));
      }

      // When
      List<Future<?>> writers = new ArrayList<>();
      for (int w = 0; w < TABLES * WRITERS; w++) {
        int writer = w;
        writers.add(threads.submit(() -> append(catalog.loadTable(name(writer % TABLES)), writer)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }

      // Then
      for (int t = 0; t < TABLES; t++) {
        assertHoldsEverything(catalog.loadTable(name(t)), t);
        assertThat(metadataFiles(catalog.loadTable(name(t)))).isLessThanOrEqualTo(7);
      }
    }
  }

  private static TableIdentifier name(int table) {
    return TableIdentifier.of("default", "t" + table);
  }

  private static void append(Table table, int writer) {
    for (int i = 0; i < COMMITS_OF_WRITER; i++) {
      table.newFastAppend().appendFile(file(writer, i)).commit();
    }
  }

  private static DataFile file(int writer, int number) {
    return DataFiles.builder(PartitionSpec.unpartitioned())
        .withPath("file:///data/" + writer + "-" + number + ".parquet")
        .withFileSizeInBytes(10)
        .withRecordCount(1)
        .build();
  }

  private static void assertHoldsEverything(Table table, int t) {
    Set<String> expected = new HashSet<>();
    for (int w = t; w < TABLES * WRITERS; w += TABLES) {
      for (int i = 0; i < COMMITS_OF_WRITER; i++) {
        expected.add(file(w, i).location());
      }
    }
    List<String> actual = new ArrayList<>();
    List<Long> sequence = new ArrayList<>();
    for (Snapshot snapshot : table.snapshots()) {
      sequence.add(snapshot.sequenceNumber());
      snapshot.addedDataFiles(table.io()).forEach(file -> actual.add(file.location()));
    }
    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(sequence)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, WRITERS * COMMITS_OF_WRITER).boxed().toList());
  }

  private static long metadataFiles(Table table) {
    String[] files =
        Path.of(URI.create(table.location() + "/metadata"))
            .toFile()
            .list((folder, name) -> name.endsWith(".metadata.json"));
    return files == null ? 0 : files.length;
  }
}
