package dev.weir.storage.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.storage.DiskFullException;
import dev.weir.storage.ObjectStore;
import dev.weir.storage.PutCondition;
import dev.weir.storage.StorageFailures;
import dev.weir.storage.TestingDisk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 256 KiB that really fills up. Skipped where a disk cannot be mounted. */
class FullDiskTest {
  private static final int DISK_BYTES = 256 * 1024;

  @TempDir Path scratch;

  private TestingDisk disk;

  @BeforeEach
  void mount() throws IOException {
    disk = TestingDisk.mount(scratch.resolve("disk"), DISK_BYTES);
  }

  @AfterEach
  void unmount() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void shouldSayThatTheDiskIsFullAndKeepWhatIsThere() throws IOException {
    // Given
    try (ObjectStore store = FolderObjectStore.open(disk.folder())) {
      store.put("kept", new byte[1000], PutCondition.NONE);
      byte[] tooMuch = new byte[2 * DISK_BYTES];

      // When, Then
      assertThatThrownBy(() -> store.put("big", tooMuch, PutCondition.NONE))
          .isInstanceOf(DiskFullException.class)
          .satisfies(
              failure ->
                  assertThat(StorageFailures.toWeirException("writing big", failure).code())
                      .isEqualTo(ErrorCode.DISK_FULL));
      Path source = Files.write(scratch.resolve("source"), tooMuch);
      assertThatThrownBy(() -> store.putFile("big", source, PutCondition.NONE))
          .isInstanceOf(DiskFullException.class);
      assertThatThrownBy(() -> store.moveFile("big", source, PutCondition.NONE))
          .isInstanceOf(DiskFullException.class);
      assertThat(source).exists();

      // Nothing of what failed is left, and small objects still fit.
      assertThat(store.list("", "", 10)).extracting(info -> info.key()).containsExactly("kept");
      store.put("small", new byte[1000], PutCondition.NONE);
      store.delete(List.of("kept", "small"));
    }
  }

  @Test
  void shouldNotPublishAnUploadThatDidNotFit() throws IOException {
    try (ObjectStore store = FolderObjectStore.open(disk.folder())) {
      ObjectStore.Upload upload = store.create("big", PutCondition.NONE);
      assertThatThrownBy(() -> fill(upload)).isInstanceOf(DiskFullException.class);

      upload.close();

      assertThat(store.head("big")).isEmpty();
    }
  }

  private static void fill(OutputStream out) throws IOException {
    byte[] block = new byte[10_000];
    for (int written = 0; written < 2 * DISK_BYTES; written += block.length) {
      out.write(block);
    }
  }
}
