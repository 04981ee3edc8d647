package dev.weir.storage.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.config.StorageConfig;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.PutCondition;
import dev.weir.storage.StorageProperties;
import dev.weir.storage.folder.FolderObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.RangeReadable;
import org.apache.iceberg.io.SeekableInputStream;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreFileIOTest {
  @TempDir Path root;

  private ObjectStore store;
  private ObjectStoreFileIO io;

  @BeforeEach
  void open() throws IOException {
    store = FolderObjectStore.open(root);
    io = new ObjectStoreFileIO(store);
  }

  @AfterEach
  void close() {
    io.close();
    store.close();
  }

  @Test
  void shouldCarryAnIcebergTable() throws IOException {
    // Given: the FileIO as Iceberg makes it, by class name and properties
    Map<String, String> properties =
        StorageProperties.format(StorageConfig.folder(root.toString()));
    try (FileIO made =
        CatalogUtil.loadFileIO(ObjectStoreFileIO.class.getName(), properties, null)) {
      Schema schema = new Schema(Types.NestedField.required(1, "id", Types.LongType.get()));
      Table table = TestingTableOperations.create(made, store.locationOf("warehouse/t"), schema);

      // When
      String data = table.location() + "/data/1.parquet";
      table
          .newAppend()
          .appendFile(
              DataFiles.builder(PartitionSpec.unpartitioned())
                  .withPath(data)
                  .withFileSizeInBytes(10)
                  .withRecordCount(3)
                  .build())
          .commit();

      // Then: another FileIO over the same store reads the table back
      String metadata = ((HasTableOperations) table).operations().current().metadataFileLocation();
      Table loaded = TestingTableOperations.load(io, metadata);
      try (CloseableIterable<FileScanTask> tasks = loaded.newScan().planFiles()) {
        assertThat(tasks).extracting(task -> task.file().location()).containsExactly(data);
      }
      assertThat(loaded.schema().sameSchema(schema)).isTrue();
      assertThat(store.list("warehouse/t/metadata/", "", 100)).hasSizeGreaterThan(3);
    }
  }

  @Test
  void shouldReadFromAnyPosition() throws IOException {
    // Given
    byte[] content = new byte[1_000_000];
    new Random(1).nextBytes(content);
    store.put("f", content, PutCondition.NONE);
    try (SeekableInputStream in = io.newInputFile(store.locationOf("f")).newStream()) {
      for (int position : new int[] {0, 10, 900_000, 5, 5, 300_000, 999_999}) {
        // When
        in.seek(position);
        byte[] read = in.readNBytes(1000);

        // Then
        int end = Math.min(position + 1000, content.length);
        assertThat(read).isEqualTo(Arrays.copyOfRange(content, position, end));
        assertThat(in.getPos()).isEqualTo(end);
      }
      assertThat(in.read()).isEqualTo(-1);
      in.seek(0);
      assertThat(in.skip(999_990)).isEqualTo(999_990);
      assertThat(in.skip(100)).isEqualTo(10);
      assertThatThrownBy(() -> in.seek(-1)).isInstanceOf(IOException.class);
      byte[] tail = new byte[16];
      assertThat(((RangeReadable) in).readTail(tail)).isEqualTo(16);
      assertThat(tail).isEqualTo(Arrays.copyOfRange(content, 999_984, 1_000_000));
      assertThatThrownBy(() -> ((RangeReadable) in).readFully(999_990, tail))
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  void shouldCreateOnceAndOverwriteWhenAsked() throws IOException {
    OutputFile file = io.newOutputFile(store.locationOf("out"));
    try (PositionOutputStream out = file.create()) {
      out.write(new byte[] {1, 2, 3});
      assertThat(out.getPos()).isEqualTo(3);
      assertThat(file.toInputFile().exists()).isFalse();
    }

    assertThat(file.toInputFile().getLength()).isEqualTo(3);
    assertThatThrownBy(file::create).isInstanceOf(AlreadyExistsException.class);
    try (PositionOutputStream out = file.createOrOverwrite()) {
      out.write(7);
    }
    assertThat(file.toInputFile().getLength()).isEqualTo(1);
  }

  @Test
  void shouldLetOneOfTwoWritersWin() throws IOException {
    OutputFile file = io.newOutputFile(store.locationOf("out"));
    PositionOutputStream first = file.create();
    PositionOutputStream second = file.create();
    first.write(1);
    second.write(2);
    first.close();

    assertThatThrownBy(second::close).isInstanceOf(AlreadyExistsException.class);
    assertThat(store.readRange("out", 0, 10)).containsExactly(1);
  }

  @Test
  void shouldSayWhatIsMissingOrOutside() {
    String missing = store.locationOf("missing");
    assertThatThrownBy(() -> io.newInputFile(missing).getLength())
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(missing);
    assertThatThrownBy(() -> io.newInputFile(missing).newStream().read())
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> io.newInputFile("file:///etc/passwd"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("outside the store");
    assertThatThrownBy(() -> io.newOutputFile("s3://other/x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> io.deleteFile("/etc/passwd"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldListAndDeleteByPrefix() throws IOException {
    for (int i = 0; i < 25; i++) {
      store.put("t/data/" + i, new byte[i], PutCondition.NONE);
    }
    store.put("t2/data", new byte[1], PutCondition.NONE);

    assertThat(io.listPrefix(store.locationOf("t") + "/"))
        .hasSize(25)
        .extracting(FileInfo::location)
        .allMatch(location -> location.startsWith(store.locationOf("t") + "/data/"));
    io.deleteFiles(List.of(store.locationOf("t/data/0"), store.locationOf("t/data/1")));
    io.deletePrefix(store.locationOf("t") + "/");

    assertThat(store.list("", "", 10)).extracting(info -> info.key()).containsExactly("t2/data");
  }

  @Test
  void shouldSerialiseAsItsProperties() throws Exception {
    store.put("k", new byte[] {1}, PutCondition.NONE);
    try (ObjectStoreFileIO original = new ObjectStoreFileIO()) {
      original.initialize(StorageProperties.format(StorageConfig.folder(root.toString())));
      assertThat(original.newInputFile(store.locationOf("k")).exists()).isTrue();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(original);
      }

      try (ObjectInputStream in =
              new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
          FileIO copy = (FileIO) in.readObject()) {
        assertThat(copy.newInputFile(store.locationOf("k")).getLength()).isEqualTo(1);
      }
    }
  }
}
