package dev.weir.meta.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.meta.raft.ConditionalWrite;
import dev.weir.meta.raft.ConditionalWrite.RequestId;
import dev.weir.meta.raft.MetaLog;
import dev.weir.meta.raft.RaftNode;
import dev.weir.meta.state.StateView;
import dev.weir.meta.state.v1.Outcome;
import dev.weir.meta.state.v1.Transaction;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.folder.FolderObjectStore;
import dev.weir.storage.iceberg.ObjectStoreFileIO;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commits whose answer is lost with the leader that made them: the write is sent again and is found
 * to be made already. What it wrote is then in use.
 */
class LostAnswerIT {
  private static final Namespace NAMESPACE = Namespace.of("default");
  private static final TableIdentifier NAME = TableIdentifier.of(NAMESPACE, "t");
  private static final Schema SCHEMA =
      new Schema(Types.NestedField.required(1, "id", Types.LongType.get()));

  @TempDir Path folder;
  private ObjectStore store;
  private FileIO io;
  private RaftNode raft;

  @BeforeEach
  void start() throws Exception {
    store = FolderObjectStore.open(folder.resolve("objects"));
    io = new ObjectStoreFileIO(store);
    raft =
        RaftNode.start(
            MetaConfig.single(folder.resolve("meta"), MetaConfig.Bootstrap.standard(null)));
    catalog(raft, null).createNamespace(NAMESPACE);
  }

  @AfterEach
  void stop() {
    raft.close();
    store.close();
  }

  /** What has been read is forgotten with each catalog. */
  private WeirCatalog catalog(MetaLog log, @Nullable RequestId request) {
    return new WeirCatalog(context(log, request));
  }

  private CatalogContext context(MetaLog log, @Nullable RequestId request) {
    return new CatalogContext(
        "default", log, io, new MetadataCache(io), store.locationOf("warehouse"), request);
  }

  /** Sends each write again, as after a change of leader, and answers as the second time. */
  private MetaLog losing() {
    return new MetaLog() {
      @Override
      public Outcome write(Transaction transaction) {
        assertThat(raft.write(transaction).getStatus()).isEqualTo(Outcome.Status.COMMITTED);
        return raft.write(transaction);
      }

      @Override
      public <T> T read(Function<StateView, T> query) {
        return raft.read(query);
      }
    };
  }

  private static void append(Table table, String file) {
    table
        .newAppend()
        .appendFile(
            DataFiles.builder(table.spec())
                .withPath(table.location() + "/data/" + file)
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(4)
                .withRecordCount(1)
                .build())
        .commit();
  }

  @Test
  void shouldKeepTheMetadataOfATableThatWasCommitted() {
    Table table = catalog(losing(), null).createTable(NAME, SCHEMA, PartitionSpec.unpartitioned());
    append(table, "one.parquet");
    append(table, "two.parquet");

    assertThat(catalog(raft, null).loadTable(NAME).snapshots()).hasSize(2);
  }

  @Test
  void shouldKeepTheMetadataOfTablesThatWereCommittedTogether() {
    Table table = catalog(raft, null).createTable(NAME, SCHEMA, PartitionSpec.unpartitioned());
    append(table, "one.parquet");
    UpdateTableRequest change =
        UpdateTableRequest.create(
            NAME, List.of(), List.of(new MetadataUpdate.SetProperties(Map.of("a", "b"))));

    new TableCommitter(context(losing(), null)).commit(List.of(change));

    assertThat(catalog(raft, null).loadTable(NAME).properties()).containsEntry("a", "b");
  }

  @Test
  void shouldKeepTheMetadataOfAView() {
    catalog(losing(), null)
        .buildView(NAME)
        .withSchema(SCHEMA)
        .withDefaultNamespace(NAMESPACE)
        .withQuery("weir", "SELECT 1 AS id")
        .create();

    assertThat(catalog(raft, null).loadView(NAME).sqlFor("weir").sql()).isEqualTo("SELECT 1 AS id");
  }

  @Test
  void shouldNotLeaveTheFileOfARequestThatWasMadeBefore() {
    Table table = catalog(raft, null).createTable(NAME, SCHEMA, PartitionSpec.unpartitioned());
    RequestId request = RequestId.unique();

    append(catalog(raft, request).loadTable(NAME), "one.parquet");
    long files = metadataFiles(table);
    append(catalog(raft, request).loadTable(NAME), "one.parquet");

    assertThat(catalog(raft, null).loadTable(NAME).snapshots()).hasSize(1);
    assertThat(metadataFiles(table)).isEqualTo(files);
  }

  private long metadataFiles(Table table) {
    Path metadata = Path.of(table.location().substring("file://".length()), "metadata");
    String[] files = metadata.toFile().list((in, name) -> name.endsWith(".metadata.json"));
    return files == null ? 0 : files.length;
  }

  @Test
  void shouldTellAWriteThatWasSentAgainFromAnother() {
    RequestId request = RequestId.unique();
    assertThat(ConditionalWrite.of("default", request).commit(losing()).replayed()).isFalse();
    assertThat(ConditionalWrite.of("default", request).commit(raft).replayed()).isTrue();
  }
}
