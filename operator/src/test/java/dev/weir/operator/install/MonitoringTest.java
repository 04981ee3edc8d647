package dev.weir.operator.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Alerts and dashboards of the chart use metrics and labels that there are. The reference of
 * metrics is what they are held against; that it is true is tested where the metrics are made.
 */
class MonitoringTest {
  private static final Path CHART = Path.of("../charts/weir/files");
  private static final Path REFERENCE = Path.of("../docs/reference/metrics.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `(\\w+)` \\| (counter|gauge|histogram) \\| ([^|]*) \\|.*");
  private static final Pattern SHOWN = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");

  /** What Prometheus and the chart's monitors add. */
  private static final Set<String> OF_TARGETS =
      Set.of("job", "namespace", "pod", "warehouse", "component");

  private static final Map<String, Set<String>> METRICS = metrics();

  /** An expression, where it stands, and the texts that show its labels. */
  record Use(String where, String expression, List<String> texts) {
    @Override
    public String toString() {
      return where;
    }
  }

  private static Map<String, Set<String>> metrics() {
    Map<String, Set<String>> metrics = new HashMap<>();
    // Made by Prometheus for each of its targets.
    metrics.put("up", Set.of());
    try (Stream<String> lines = Files.lines(REFERENCE)) {
      lines.map(ROW::matcher).filter(Matcher::matches).forEach(row -> put(metrics, row));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return metrics;
  }

  private static void put(Map<String, Set<String>> metrics, Matcher row) {
    Set<String> labels = new HashSet<>();
    Arrays.stream(row.group(3).split(",", -1))
        .map(label -> label.replace('`', ' ').strip())
        .filter(label -> !label.isEmpty())
        .forEach(labels::add);
    if (!row.group(2).equals("histogram")) {
      metrics.put(row.group(1), labels);
      return;
    }
    metrics.put(row.group(1) + "_count", Set.copyOf(labels));
    metrics.put(row.group(1) + "_sum", Set.copyOf(labels));
    labels.add("le");
    metrics.put(row.group(1) + "_bucket", labels);
  }

  private static List<JsonNode> alerts() throws IOException {
    List<JsonNode> alerts = new ArrayList<>();
    Serialization.unmarshal(Files.readString(CHART.resolve("alerts.yaml")), JsonNode.class)
        .path("groups")
        .forEach(group -> group.path("rules").forEach(alerts::add));
    return alerts;
  }

  private static List<JsonNode> dashboards() throws IOException {
    try (Stream<Path> files = Files.list(CHART.resolve("dashboards"))) {
      List<JsonNode> dashboards = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        dashboards.add(Serialization.unmarshal(Files.readString(file), JsonNode.class));
      }
      return dashboards;
    }
  }

  static List<Use> uses() throws IOException {
    List<Use> uses = new ArrayList<>();
    for (JsonNode alert : alerts()) {
      List<String> texts = new ArrayList<>();
      alert.path("annotations").forEach(text -> texts.add(text.asText()));
      uses.add(new Use(alert.path("alert").asText(), alert.path("expr").asText(), texts));
    }
    for (JsonNode dashboard : dashboards()) {
      for (JsonNode panel : dashboard.path("panels")) {
        String where = dashboard.path("title").asText() + ", " + panel.path("title").asText();
        panel
            .path("targets")
            .forEach(
                target ->
                    uses.add(
                        new Use(
                            where,
                            target.path("expr").asText(),
                            List.of(target.path("legendFormat").asText()))));
      }
    }
    return uses;
  }

  @ParameterizedTest
  @MethodSource("uses")
  void shouldUseMetricsAndLabelsThatThereAre(Use use) {
    PromQl names = PromQl.of(use.expression());

    assertThat(names.metrics()).isNotEmpty();
    assertThat(METRICS).containsKeys(names.metrics().keySet().toArray(String[]::new));
    Set<String> labels = new TreeSet<>(OF_TARGETS);
    names
        .metrics()
        .forEach(
            (metric, selected) -> {
              Set<String> own = new TreeSet<>(OF_TARGETS);
              own.addAll(METRICS.get(metric));
              assertThat(own).as("labels of " + metric).containsAll(selected);
              labels.addAll(own);
            });
    assertThat(labels).containsAll(names.grouping());
    for (String text : use.texts()) {
      Matcher shown = SHOWN.matcher(text);
      while (shown.find()) {
        assertThat(names.grouping()).as(text).contains(shown.group(1));
      }
    }
  }

  @Test
  void shouldChooseByMetricsAndLabelsThatThereAre() throws IOException {
    Pattern values =
        Pattern.compile("label_values\\((\\w+)(?:\\{(\\w+)=~\"\\$\\w+\"})?, (\\w+)\\)");
    List<JsonNode> variables = new ArrayList<>();
    dashboards()
        .forEach(dashboard -> dashboard.path("templating").path("list").forEach(variables::add));
    variables.removeIf(variable -> variable.path("type").asText().equals("datasource"));

    assertThat(variables)
        .isNotEmpty()
        .allSatisfy(
            variable -> {
              Matcher query = values.matcher(variable.path("query").path("query").asText());
              assertThat(query.matches()).isTrue();
              assertThat(METRICS).containsKey(query.group(1));
              assertThat(OF_TARGETS).contains(query.group(3));
            });
  }

  @Test
  void shouldSayOfEveryAlertWhatToDo() throws IOException {
    assertThat(alerts())
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              assertThat(alert.path("labels").path("severity").asText())
                  .isIn("critical", "warning");
              assertThat(alert.path("for").asText()).matches("\\d+m");
              assertThat(alert.path("annotations").path("summary").asText()).isNotBlank();
              assertThat(alert.path("annotations").path("description").asText()).isNotBlank();
            });
  }

  @Test
  void shouldGiveEveryPanelItsPlaceAndNumber() throws IOException {
    for (JsonNode dashboard : dashboards()) {
      Set<String> places = new HashSet<>();
      Set<Integer> ids = new HashSet<>();
      for (JsonNode panel : dashboard.path("panels")) {
        assertThat(ids.add(panel.path("id").asInt())).isTrue();
        assertThat(
                places.add(panel.path("gridPos").path("x") + " " + panel.path("gridPos").path("y")))
            .as(panel.path("title").asText())
            .isTrue();
        assertThat(panel.path("description").asText()).isNotBlank();
      }
    }
  }

  @Test
  void shouldReadExpressions() {
    PromQl names =
        PromQl.of(
            "histogram_quantile(0.95, sum by (le, kind) (rate(a_bucket{x=\"by y\", z=~\"$n\"}[$__rate_interval]))) / b > 3");

    assertThat(names.metrics()).isEqualTo(Map.of("a_bucket", Set.of("x", "z"), "b", Set.of()));
    assertThat(names.grouping()).containsExactlyInAnyOrder("le", "kind");
  }
}
