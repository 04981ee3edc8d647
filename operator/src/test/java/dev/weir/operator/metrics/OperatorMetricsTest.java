package dev.weir.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.warehouse.Warehouse;
import io.javaoperatorsdk.operator.api.monitoring.Metrics.ControllerExecution;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.Type;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OperatorMetricsTest {
  private final CollectorRegistry registry = new CollectorRegistry();
  private final OperatorMetrics metrics = new OperatorMetrics(registry);
  private final Warehouse warehouse = new Warehouse();

  private double queued() {
    return registry.getSampleValue(
        "weir_operator_queue", new String[] {"kind"}, new String[] {"Warehouse"});
  }

  @Test
  void shouldCountReconcilesFromTheirSubmissionToTheirEnd() {
    metrics.reconciliationSubmitted(warehouse, null, Map.of());
    metrics.reconciliationStarted(warehouse, Map.of());
    assertThat(queued()).isEqualTo(1);

    metrics.reconciliationFinished(warehouse, null, Map.of());
    assertThat(queued()).isZero();
  }

  /** So it is when a resource goes while its reconcile waits for a thread. */
  @Test
  void shouldForgetAReconcileThatNeverBegan() {
    metrics.reconciliationSubmitted(warehouse, null, Map.of());

    metrics.reconciliationFinished(warehouse, null, Map.of());

    assertThat(queued()).isZero();
  }

  /** What docs/reference/metrics.md says, which rules and dashboards are held against. */
  @Test
  void shouldBeDocumented() throws Exception {
    metrics.reconciliationSubmitted(warehouse, null, Map.of());
    metrics.reconciliationSucceeded(warehouse, Map.of());
    metrics.reconciliationFailed(warehouse, null, new IllegalStateException(), Map.of());
    metrics.timeControllerExecution(new TestingExecution());
    metrics.wrote("Service", "apply");
    metrics.scaled(1, 2);
    metrics.admitted("Dashboard", "refused");

    List<String> rows =
        Collections.list(registry.metricFamilySamples()).stream()
            .map(OperatorMetricsTest::row)
            .toList();

    assertThat(
            Files.readAllLines(Path.of("../docs/reference/metrics.md")).stream()
                .filter(line -> line.startsWith("| `weir_operator_")))
        .containsExactlyInAnyOrderElementsOf(rows);
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

  private static final class TestingExecution implements ControllerExecution<String> {
    @Override
    public String name() {
      return "reconcile";
    }

    @Override
    public String controllerName() {
      return "warehousereconciler";
    }

    @Override
    public String successTypeName(String result) {
      return result;
    }

    @Override
    public ResourceID resourceID() {
      return new ResourceID("lake", "data");
    }

    @Override
    public Map<String, Object> metadata() {
      return Map.of();
    }

    @Override
    public String execute() {
      return "done";
    }
  }
}
