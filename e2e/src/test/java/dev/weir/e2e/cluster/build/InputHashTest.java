package dev.weir.e2e.cluster.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputHashTest {
  @TempDir Path folder;

  @Test
  void shouldBeSha256OverLengthsAndInputs() {
    // printf '1:a2:bc' | sha256sum
    assertThat(new InputHash().add("a").add("bc").value()).isEqualTo("5310a58788781ab25d5a");
  }

  @Test
  void shouldTellListsOfInputsApart() {
    assertThat(new InputHash().add("ab").add("c").value())
        .isNotEqualTo(new InputHash().add("a").add("bc").value());
    assertThat(new InputHash().addAll(List.of("a")).addAll(List.of("b")).value())
        .isNotEqualTo(new InputHash().addAll(List.of("a", "b")).value());
  }

  @Test
  void shouldChangeWithNamesAndContentOfFilesOnly() throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("inner")).resolve("file"), "one");
    String before = new InputHash().addFolder(folder).value();

    Files.setLastModifiedTime(folder.resolve("inner/file"), FileTime.fromMillis(0));
    assertThat(new InputHash().addFolder(folder).value()).isEqualTo(before);

    Files.writeString(folder.resolve("inner/file"), "two");
    assertThat(new InputHash().addFolder(folder).value()).isNotEqualTo(before);

    Files.writeString(folder.resolve("inner/file"), "one");
    Files.move(folder.resolve("inner/file"), folder.resolve("inner/other"));
    assertThat(new InputHash().addFolder(folder).value()).isNotEqualTo(before);
  }
}
