package dev.weir.crds.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds what is generated from the code against what is in the repository. */
class GeneratedFilesTest {
  private static final boolean UPDATE = Boolean.getBoolean("weir.update");
  private static final Path CRDS = Path.of("generated");
  private static final Path PAGE = Path.of("../docs/reference/resources.md");
  private static final String HOW =
      "stale; run ./mvnw -pl crds -am test -Dtest=GeneratedFilesTest -Dweir.update=true"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  @TempDir private Path folder;
  private Map<String, String> wanted = Map.of();

  @BeforeEach
  void generate() throws IOException {
    wanted = CrdFiles.generate(folder);
  }

  @Test
  void shouldHoldTheCrdsThatTheCodeDescribes() throws IOException {
    // Given
    if (UPDATE) {
      Files.createDirectories(CRDS);
      for (String stale : names()) {
        Files.delete(CRDS.resolve(stale));
      }
      for (Map.Entry<String, String> file : wanted.entrySet()) {
        Files.writeString(CRDS.resolve(file.getKey()), file.getValue());
      }
    }

    // When
    Set<String> present = names();

    // Then
    assertThat(present).as(HOW).isEqualTo(wanted.keySet());
    for (Map.Entry<String, String> file : wanted.entrySet()) {
      assertThat(Files.readString(CRDS.resolve(file.getKey()))).as(HOW).isEqualTo(file.getValue());
    }
  }

  @Test
  void shouldHoldTheReferencePageThatTheCrdsDescribe() throws IOException {
    // Given
    String page = ReferencePage.of(wanted);
    if (UPDATE) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }

    // When
    String present = Files.readString(PAGE);

    // Then
    assertThat(present).as(HOW).isEqualTo(page);
  }

  private static Set<String> names() throws IOException {
    Set<String> names = new TreeSet<>();
    try (var list = Files.list(CRDS)) {
      list.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }
}
