package dev.weir.operator.runtime;

import dev.weir.operator.TestingConfig;
import dev.weir.operator.config.OperatorConfig;
import dev.weir.operator.config.WebhookConfig;
import dev.weir.operator.metrics.OperatorMetrics;
import dev.weir.operator.warehouse.Addresses;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.prometheus.client.CollectorRegistry;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operator in this JVM, for the resources of one namespace. */
public final class RunningOperator implements AutoCloseable {
  private final KubernetesClient client;
  private final WeirOperator operator;
  private final CollectorRegistry registry = new CollectorRegistry();

  /** Starts it with a client of its own. */
  public RunningOperator(ControlPlane controlPlane, String namespace, Addresses addresses) {
    this(controlPlane.newClient(), config(namespace), addresses);
  }

  /** Starts it with that client, which it closes. */
  public RunningOperator(KubernetesClient client, OperatorConfig config, Addresses addresses) {
    this(client, config, addresses, InstantSource.system());
  }

  /** The same with another clock for certificates. */
  RunningOperator(
      KubernetesClient client, OperatorConfig config, Addresses addresses, InstantSource clock) {
    this.client = client;
    operator =
        new WeirOperator(
            config,
            client,
            addresses,
            new OperatorMetrics(registry),
            clock,
            () -> {
              throw new AssertionError("the lease was lost");
            });
    operator.start();
  }

  static OperatorConfig config(String namespace) {
    OperatorConfig plain = TestingConfig.alone();
    return new OperatorConfig(
        plain.imageRepository(),
        plain.imageTag(),
        plain.minioImage(),
        plain.postgresImage(),
        Set.of(namespace),
        plain.namespace(),
        plain.pod(),
        false,
        plain.scaleDownWindow(),
        plain.npmRegistry(),
        null);
  }

  /** With a webhook, as the operator whose own namespace that is. */
  static OperatorConfig config(String namespace, @Nullable WebhookConfig webhook) {
    OperatorConfig plain = config(namespace);
    return new OperatorConfig(
        plain.imageRepository(),
        plain.imageTag(),
        plain.minioImage(),
        plain.postgresImage(),
        plain.watchedNamespaces(),
        namespace,
        plain.pod(),
        plain.leaderElection(),
        plain.scaleDownWindow(),
        plain.npmRegistry(),
        webhook);
  }

  /** Reconciles of a kind that ended well. */
  public double succeeded(String kind) {
    Double count =
        registry.getSampleValue(
            "weir_operator_reconciles_total",
            new String[] {"kind", "outcome"},
            new String[] {kind, "succeeded"});
    return count == null ? 0 : count;
  }

  /** Requests about a kind that its webhook answered so. */
  public double admissions(String kind, String outcome) {
    Double count =
        registry.getSampleValue(
            "weir_operator_admissions_total",
            new String[] {"kind", "outcome"},
            new String[] {kind, outcome});
    return count == null ? 0 : count;
  }

  /** Objects that it has applied or deleted. */
  public double writes() {
    return Collections.list(
            registry.filteredMetricFamilySamples(Set.of("weir_operator_writes_total")))
        .stream()
        .flatMap(family -> family.samples.stream())
        .mapToDouble(sample -> sample.value)
        .sum();
  }

  /** Whether its caches are filled. */
  public boolean isReady() {
    return operator.isReady();
  }

  @Override
  public void close() {
    operator.close();
    client.close();
  }
}
