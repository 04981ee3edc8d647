package dev.weir.crds.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.dashboard.Dashboard;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;

/**
 * What is shipped or printed means the same to everybody. kubectl and Helm read YAML 1.1, in which
 * {@code y}, {@code no} and {@code on} without quotes are truth values, as keys of maps too; here
 * they are texts.
 */
class PortableYamlTest {
  private static final Pattern AMBIGUOUS = Pattern.compile("(?i:y|n|yes|no|on|off)");

  static List<Path> shipped() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("../examples", "generated", "../charts/weir/files/crds")) {
      try (Stream<Path> all = Files.walk(Path.of(folder))) {
        all.filter(file -> file.toString().endsWith(".yaml")).forEach(files::add);
      }
    }
    assertThat(files).hasSizeGreaterThan(25);
    return files;
  }

  private static List<String> ambiguous(String yaml) {
    List<String> found = new ArrayList<>();
    for (Event event : new Yaml().parse(new StringReader(yaml))) {
      if (event instanceof ScalarEvent scalar
          && scalar.getScalarStyle() == ScalarStyle.PLAIN
          && AMBIGUOUS.matcher(scalar.getValue()).matches()) {
        found.add("line %d: %s".formatted(event.getStartMark().getLine() + 1, scalar.getValue()));
      }
    }
    return found;
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shouldQuoteWordsThatOthersTakeForTruthValues(Path file) throws IOException {
    assertThat(ambiguous(Files.readString(file))).isEmpty();
  }

  @Test
  void shouldPrintResourcesSo() {
    Dashboard dashboard =
        (Dashboard)
            ResourceParser.parse(
                    "d.yaml",
                    """
                    apiVersion: weir.dev/v1alpha1
                    kind: Dashboard
                    metadata: {name: d, labels: {answer: "no"}}
                    spec:
                      warehouseRef: {name: lake}
                      title: "on"
                      charts:
                      - {name: "y", type: Line, sql: SELECT 1, encoding: {x: a, "y": ["n"]}}
                      layout:
                      - {chart: "y", x: 0, "y": 0, w: 6, h: 4}
                    """)
                .getFirst()
                .resource();

    String printed = ResourceWriter.toYaml(dashboard);

    assertThat(printed).contains("\"y\":").contains("title: \"on\"");
    assertThat(ambiguous(printed)).isEmpty();
  }
}
