package dev.weir.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemberIdTest {
  @TempDir Path folder;

  @Test
  void shouldBelongToTheDisk() {
    String id = MemberId.of(folder.resolve("meta"), "w-meta-0");

    assertThat(id).matches("w-meta-0-[0-9a-f]{8}");
    assertThat(MemberId.of(folder.resolve("meta"), "w-meta-0")).isEqualTo(id);
    assertThat(MemberId.of(folder.resolve("meta"), "another-name")).isEqualTo(id);
    assertThat(MemberId.of(folder.resolve("new"), "w-meta-0")).isNotEqualTo(id);
  }

  @Test
  void shouldRefuseADiskWhoseIdIsGone() throws IOException {
    Files.writeString(folder.resolve("member"), "");

    assertThatThrownBy(() -> MemberId.of(folder, "w-meta-0"))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.DATA_FOLDER_UNUSABLE);
              assertThat(e.hint()).isNotBlank();
            });
  }

  @Test
  void shouldSayThatTheFolderCannotBeUsed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> MemberId.of(file.resolve("below"), "w-meta-0"))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_FOLDER_UNUSABLE));
  }
}
