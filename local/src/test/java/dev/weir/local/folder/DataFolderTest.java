package dev.weir.local.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.storage.TestingDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path temp;

  @Test
  void shouldMarkANewFolderAndAcceptItAgain() {
    DataFolder folder = DataFolder.at(temp.resolve("data"));

    folder.prepare();
    folder.prepare();

    assertThat(folder.root().resolve("VERSION")).hasContent("weir-data 1");
  }

  @Test
  void shouldRefuseAFolderThatHoldsSomethingElse() throws Exception {
    Files.writeString(temp.resolve("letter.txt"), "dear");

    assertThatThrownBy(() -> DataFolder.at(temp).prepare())
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DATA_FOLDER_UNUSABLE);
              assertThat(e.hint()).contains("--data");
            });
    assertThat(temp.resolve("VERSION")).doesNotExist();
  }

  @Test
  void shouldNameBothFormatsWhenAnotherVersionWroteTheFolder() throws Exception {
    Files.writeString(temp.resolve("VERSION"), "weir-data 99\n");

    assertThatThrownBy(() -> DataFolder.at(temp).prepare())
        .hasMessageContaining("format 99")
        .hasMessageContaining("format 1");
  }

  @Test
  void shouldRefuseAFolderThatCannotBeWritten() throws Exception {
    try (TestingDisk disk = TestingDisk.mount(temp.resolve("disk"), 1 << 20)) {
      DataFolder used = DataFolder.at(disk.folder().resolve("used"));
      used.prepare();
      disk.makeReadOnly();

      for (DataFolder folder : List.of(used, DataFolder.at(disk.folder().resolve("new")))) {
        assertThatThrownBy(folder::prepare)
            .isInstanceOfSatisfying(
                WeirException.class,
                e -> {
                  assertThat(e.code()).isEqualTo(ErrorCode.DATA_FOLDER_UNUSABLE);
                  assertThat(e.hint()).contains("--data");
                });
      }
    }
  }

  @Test
  void shouldSayWhatToDoWithAFolderOfAnOlderVersion() throws Exception {
    Files.writeString(temp.resolve("VERSION"), "weir-data 0\n");

    assertThatThrownBy(() -> DataFolder.at(temp).prepare())
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DATA_FOLDER_UNUSABLE);
              assertThat(e.hint()).contains("older", "export");
            });
  }

  @Test
  void shouldRefuseAFileWhereTheFolderShouldBe() throws Exception {
    Path file = Files.writeString(temp.resolve("file"), "");

    assertThatThrownBy(() -> DataFolder.at(file).prepare())
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_FOLDER_UNUSABLE));
  }

  @Test
  void shouldMakeOneTokenThatOnlyItsOwnerCanRead() throws Exception {
    DataFolder folder = DataFolder.at(temp.resolve("data"));
    folder.prepare();

    String token = folder.ensureAdminToken();

    assertThat(token).startsWith("weir_").hasSizeGreaterThan(40);
    assertThat(folder.ensureAdminToken()).isEqualTo(token);
    assertThat(folder.adminToken()).contains(token);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.root().resolve("admin.token"))))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldNameTheHolderWhenTheFolderIsInUse() throws Exception {
    DataFolder folder = DataFolder.at(temp.resolve("data"));
    folder.prepare();
    try (FolderLock held = FolderLock.take(folder)) {
      new ProcessRecord(ProcessHandle.current().pid(), 7400, 7410, 0).write(folder);

      assertThatThrownBy(() -> FolderLock.take(folder))
          .isInstanceOfSatisfying(
              WeirException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_FOLDER_IN_USE))
          .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
    }

    FolderLock.take(folder).close();
  }

  @Test
  void shouldForgetAProcessThatHasDied() throws Exception {
    DataFolder folder = DataFolder.at(temp.resolve("data"));
    folder.prepare();
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();

    new ProcessRecord(dead.pid(), 7400, 7410, 0).write(folder);

    assertThat(ProcessRecord.read(folder)).isEmpty();
  }
}
