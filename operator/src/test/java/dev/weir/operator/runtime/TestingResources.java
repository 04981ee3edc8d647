package dev.weir.operator.runtime;

import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.GoldenYaml;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Resources of the golden files, on an API server. */
final class TestingResources {
  private TestingResources() {}

  /** Creates the Warehouse of a golden file in a namespace. */
  static Warehouse createWarehouse(KubernetesClient client, String golden, String namespace) {
    return create(client, GoldenYaml.in("warehouse", golden, Warehouse.class), namespace);
  }

  /** Creates the ComputeCluster of a golden file in a namespace. */
  static ComputeCluster createCluster(KubernetesClient client, String golden, String namespace) {
    return create(client, GoldenYaml.in("computecluster", golden, ComputeCluster.class), namespace);
  }

  private static <T extends HasMetadata> T create(
      KubernetesClient client, T resource, String namespace) {
    resource.getMetadata().setNamespace(namespace);
    resource.getMetadata().setUid(null);
    return client.resource(resource).create();
  }
}
