package dev.weir.operator.server;

import dev.weir.operator.config.OperatorConfig;
import dev.weir.operator.metrics.OperatorMetrics;
import dev.weir.operator.runtime.WeirOperator;
import dev.weir.operator.warehouse.Addresses;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.prometheus.client.CollectorRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The operator of this process. Its client is configured as every pod's is, or by KUBECONFIG. */
@Singleton
public class OperatorBeans {
  private static final int LEASE_LOST = 3;

  private final KubernetesClient client = new KubernetesClientBuilder().build();
  private final WeirOperator operator =
      new WeirOperator(
          OperatorConfig.of(System.getenv()),
          client,
          Addresses.inCluster(),
          new OperatorMetrics(CollectorRegistry.defaultRegistry),
          InstantSource.system(),
          OperatorBeans::halt);

  /** At once: an orderly stop would wait for reconciles that are not this process's any more. */
  private static void halt() {
    Runtime.getRuntime().halt(LEASE_LOST);
  }

  @Produces
  @Singleton
  WeirOperator operator() {
    return operator;
  }

  void start(@Observes StartupEvent event) {
    operator.start();
  }

  void stop(@Observes ShutdownEvent event) {
    operator.close();
    client.close();
  }
}
