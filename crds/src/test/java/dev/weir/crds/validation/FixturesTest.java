package dev.weir.crds.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.Kind;
import dev.weir.crds.yaml.ParseResult;
import dev.weir.crds.yaml.ParsedResource;
import dev.weir.crds.yaml.ResourceParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The verdict on every fixture is the one that is written in it. */
class FixturesTest {
  private static final Path FOLDER = Path.of("src/test/resources/fixtures");
  private static final String EXPECT = "# expect: ";

  static Stream<Path> fixtures() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void shouldFindWhatTheFixtureExpects(Path file) throws IOException {
    // Given
    String text = Files.readString(file);
    String name = file.getFileName().toString();
    List<String> expected =
        text.lines()
            .filter(line -> line.startsWith(EXPECT))
            .map(line -> line.substring(EXPECT.length()))
            .toList();

    // When
    ParseResult result = ResourceParser.inspect(name, text);
    List<Problem> problems =
        name.contains("-change-") ? problemsOfChange(result) : result.problems();

    // Then
    assertThat(problems)
        .extracting(problem -> problem.path() + ": " + problem.message())
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected.isEmpty()).isEqualTo(name.startsWith("valid-"));
  }

  private static List<Problem> problemsOfChange(ParseResult result) {
    assertThat(result.problems()).isEmpty();
    List<ParsedResource> both = result.resources();
    assertThat(both).hasSize(2);
    return ResourceValidator.validateChange(both.get(1).resource(), both.get(0).resource());
  }

  @Test
  void shouldHaveValidAndInvalidFixturesOfEveryKind() throws IOException {
    for (Kind kind : Kind.values()) {
      Path folder = FOLDER.resolve(kind.text().toLowerCase(Locale.ROOT));
      List<String> names;
      try (Stream<Path> all = Files.list(folder)) {
        names = all.map(file -> file.getFileName().toString()).toList();
      }
      assertThat(names).as(kind.text()).anyMatch(name -> name.startsWith("valid-"));
      assertThat(names).as(kind.text()).anyMatch(name -> name.startsWith("invalid-"));
      assertThat(names)
          .allMatch(name -> Stream.of("valid-", "invalid-", "refused-").anyMatch(name::startsWith));
    }
  }

  @Test
  void shouldBreakEveryRuleOfEverySchemaInSomeFixture() throws IOException {
    // Given
    List<String> messages =
        Arrays.stream(Kind.values())
            .flatMap(kind -> Schemas.of(kind).findValues("x-kubernetes-validations").stream())
            .flatMap(rules -> rules.findValuesAsText("message").stream())
            .distinct()
            .toList();

    // When
    String all = String.join("\n", fixtures().map(FixturesTest::read).toList());

    // Then
    assertThat(messages).hasSizeGreaterThan(30).allMatch(all::contains);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
