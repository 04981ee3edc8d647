package dev.weir.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.ComputeNode;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.Type;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What gateways and compute nodes tell Prometheus is what docs/reference/metrics.md says, which the
 * chart's alerts and dashboards are held against.
 */
class MetricsReferenceIT {

  @Test
  void shouldDocumentEveryMetric(@TempDir Path root) throws Exception {
    CollectorRegistry ofCompute = new CollectorRegistry();
    try (TestingCluster cluster = new TestingCluster(root);
        ComputeNode unused = cluster.compute("one", TestingCluster.TOKEN, ofCompute)) {
      cluster.run("SELECT 1").await();

      Set<String> exported = rows(ofCompute);
      assertThat(rows(cluster.metrics())).as("what both count").containsAll(exported);
      exported.addAll(rows(cluster.metrics()));
      assertThat(documented()).isEqualTo(exported);
    }
  }

  private static Set<String> documented() throws IOException {
    return Files.readAllLines(Path.of("../docs/reference/metrics.md")).stream()
        .filter(line -> line.startsWith("| `weir_") && !line.startsWith("| `weir_operator_"))
        .collect(Collectors.toSet());
  }

  private static Set<String> rows(CollectorRegistry registry) {
    Set<String> rows = new HashSet<>();
    Collections.list(registry.metricFamilySamples()).forEach(family -> rows.add(row(family)));
    return rows;
  }

  private static String row(MetricFamilySamples family) {
    String labels =
        family.samples.stream()
            .flatMap(sample -> sample.labelNames.stream())
            .filter(label -> !label.equals("le"))
            .distinct()
            .map(label -> "`" + label + "`")
            .collect(Collectors.joining(", "));
    String suffix = family.type == Type.COUNTER ? "_total" : "";
    return "| `%s` | %s | %s | %s |"
        .formatted(
            family.name + suffix, family.type.name().toLowerCase(Locale.ROOT), labels, family.help);
  }
}
