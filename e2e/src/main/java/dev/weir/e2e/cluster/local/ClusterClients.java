package dev.weir.e2e.cluster.local;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** Clients of a cluster's API server. */
final class ClusterClients {
  private static final int SHORT_MILLIS = 3_000;

  /** The machine has a whole cluster to run, and builds besides. */
  private static final int LONG_MILLIS = 60_000;

  private ClusterClients() {}

  /** As anybody would use it, with more patience. */
  static KubernetesClient administrator(ClusterLayout layout) {
    Config config = Config.fromKubeconfig(layout.kubeconfig().toFile());
    config.setRequestTimeout(LONG_MILLIS);
    return client(config);
  }

  /** Gives up at once, for who asks again anyway. */
  static KubernetesClient impatient(ClusterLayout layout) {
    Config config = Config.fromKubeconfig(layout.kubeconfig().toFile());
    config.setRequestRetryBackoffLimit(0);
    config.setConnectionTimeout(SHORT_MILLIS);
    config.setRequestTimeout(SHORT_MILLIS);
    return client(config);
  }

  private static KubernetesClient client(Config config) {
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
