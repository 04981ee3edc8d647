package dev.weir.crds.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever sees a condition finds there what it means and what to do. */
class ConditionsReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference/conditions.md");
  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| [^|]+ \\| [^|]+ \\|");

  @Test
  void shouldExplainEveryConditionAndReasonInOrder() throws IOException {
    List<String> wanted =
        Stream.concat(
                Arrays.stream(ConditionType.values()).map(ConditionType::text),
                Arrays.stream(Reason.values()).map(Reason::text))
            .toList();

    try (Stream<String> lines = Files.lines(PAGE)) {
      assertThat(
              lines
                  .filter(line -> line.startsWith("| `"))
                  .map(
                      line -> {
                        var row = ROW.matcher(line);
                        assertThat(row.matches()).as(line).isTrue();
                        return row.group(1);
                      }))
          .containsExactlyElementsOf(wanted);
    }
  }
}
