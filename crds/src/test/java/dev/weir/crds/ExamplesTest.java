package dev.weir.crds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.yaml.ParsedResource;
import dev.weir.crds.yaml.ResourceParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is shipped as an example is what the code understands. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples");
  private static final Pattern WEIR = Pattern.compile("(?m)^apiVersion: weir[.]dev/");

  @Test
  void shouldParseEveryExampleWithoutAnUnknownField() throws IOException {
    // Given
    List<Path> files;
    try (Stream<Path> all = Files.walk(EXAMPLES)) {
      files = all.filter(file -> file.toString().matches(".*\\.(ya?ml|json)")).toList();
    }

    // When
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (Path file : files) {
      String text = Files.readString(file);
      if (!WEIR.matcher(text).find()) {
        continue; // A tool's own, such as Flux's; ExamplesIT of module operator holds it against
        // the tool's schema.
      }
      for (ParsedResource parsed :
          ResourceParser.parse(EXAMPLES.relativize(file).toString(), text)) {
        kinds.add(parsed.kind());
      }
    }

    // Then
    assertThat(files).hasSizeGreaterThan(8);
    assertThat(kinds).containsExactlyInAnyOrder(Kind.values());
  }
}
