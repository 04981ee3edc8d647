package dev.weir.operator.compute;

import dev.weir.crds.cluster.ComputeCluster;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * The number of nodes of a cluster that says nothing about it. It is written once, through the
 * scale subresource: a HorizontalPodAutoscaler takes a number that is absent for 0, and leaves
 * alone what has been scaled to 0.
 */
final class StartingReplicas {
  private StartingReplicas() {}

  /**
   * Writes it, unless the cluster has changed meanwhile.
   *
   * @param nodes that there are; 1 is written when there are none
   * @throws io.fabric8.kubernetes.client.KubernetesClientException 409 when it has changed
   */
  static void write(KubernetesClient client, ComputeCluster cluster, int nodes) {
    var unused =
        client
            .resources(ComputeCluster.class)
            .inNamespace(cluster.getMetadata().getNamespace())
            .withName(cluster.getMetadata().getName())
            .scale(
                new ScaleBuilder()
                    .withNewMetadata()
                    .withName(cluster.getMetadata().getName())
                    .withNamespace(cluster.getMetadata().getNamespace())
                    .withResourceVersion(cluster.getMetadata().getResourceVersion())
                    .endMetadata()
                    .withNewSpec(Math.max(1, nodes))
                    .build());
  }
}
