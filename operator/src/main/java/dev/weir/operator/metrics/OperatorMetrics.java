package dev.weir.operator.metrics;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.util.Locale;
import java.util.Map;

/** Reconciles by kind and outcome, and every write. Thread-safe. */
public final class OperatorMetrics implements Metrics {
  private static final String KIND = "kind";

  private final Counter reconciles;
  private final Histogram seconds;
  private final Gauge queued;
  private final Counter errors;
  private final Counter writes;
  private final Counter scalings;
  private final Counter admissions;

  /** Registers them; once for each registry. */
  public OperatorMetrics(CollectorRegistry registry) {
    reconciles =
        Counter.build("weir_operator_reconciles", "Reconciles that ended.")
            .labelNames(KIND, "outcome")
            .register(registry);
    seconds =
        Histogram.build("weir_operator_reconcile_seconds", "How long a reconcile took.")
            .labelNames(KIND)
            .buckets(0.005, 0.02, 0.1, 0.5, 2, 10, 60)
            .register(registry);
    queued =
        Gauge.build("weir_operator_queue", "Reconciles that wait for a thread or run.")
            .labelNames(KIND)
            .register(registry);
    errors =
        Counter.build("weir_operator_errors", "Reconciles that failed and are tried again.")
            .labelNames(KIND, "error")
            .register(registry);
    writes =
        Counter.build("weir_operator_writes", "Objects that were applied or deleted.")
            .labelNames(KIND, "operation")
            .register(registry);
    scalings =
        Counter.build("weir_operator_scalings", "Decisions about how many nodes a cluster has.")
            .labelNames("direction")
            .register(registry);
    admissions =
        Counter.build("weir_operator_admissions", "Requests that the webhook answered.")
            .labelNames(KIND, "outcome")
            .register(registry);
  }

  @Override
  public void reconciliationSubmitted(
      HasMetadata resource, RetryInfo retryInfo, Map<String, Object> metadata) {
    queued.labels(resource.getKind()).inc();
  }

  /** Follows every submission; a start does not, when the resource has gone meanwhile. */
  @Override
  public void reconciliationFinished(
      HasMetadata resource, RetryInfo retryInfo, Map<String, Object> metadata) {
    queued.labels(resource.getKind()).dec();
  }

  @Override
  public void reconciliationFailed(
      HasMetadata resource,
      RetryInfo retryInfo,
      Exception exception,
      Map<String, Object> metadata) {
    errors.labels(resource.getKind(), exception.getClass().getSimpleName()).inc();
    reconciles.labels(resource.getKind(), "failed").inc();
  }

  @Override
  public void reconciliationSucceeded(HasMetadata resource, Map<String, Object> metadata) {
    reconciles.labels(resource.getKind(), "succeeded").inc();
  }

  @Override
  public <X> X timeControllerExecution(ControllerExecution<X> execution) throws Exception {
    try (Histogram.Timer unused = seconds.labels(execution.controllerName()).startTimer()) {
      return execution.execute();
    }
  }

  /** An object was written. */
  public void wrote(String kind, String operation) {
    writes.labels(kind, operation).inc();
  }

  /** The webhook answered. */
  public void admitted(String kind, String outcome) {
    admissions.labels(kind, outcome).inc();
  }

  /** The number of nodes of a cluster is changed. */
  public void scaled(int from, int to) {
    if (from != to) {
      scalings.labels((from < to ? "Up" : "Down").toLowerCase(Locale.ROOT)).inc();
    }
  }
}
