package dev.weir.operator.compute;

import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.cluster.ComputeClusterSpec;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.apply.Labels;
import dev.weir.operator.config.OperatorConfig;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/**
 * Everything that the objects of one ComputeCluster are built from. Immutable; one for each
 * reconcile.
 *
 * @param cluster as it is stored
 * @param warehouse whose tables it reads
 * @param config of the operator
 * @param replicas nodes that there should be
 */
record ComputeModel(
    ComputeCluster cluster, Warehouse warehouse, OperatorConfig config, int replicas) {

  ComputeClusterSpec spec() {
    return cluster.getSpec();
  }

  String name() {
    return nameOf(cluster);
  }

  static String nameOf(ComputeCluster cluster) {
    return cluster.getMetadata().getName() + "-compute";
  }

  Labels labels() {
    return labelsOf(cluster);
  }

  static Labels labelsOf(ComputeCluster cluster) {
    return new Labels(
        "ComputeCluster", cluster.getMetadata().getName(), cluster.getSpec().warehouseRef().name());
  }

  ObjectMeta metadata(String component) {
    ObjectMeta own = cluster.getMetadata();
    return new ObjectMetaBuilder()
        .withName(name())
        .withNamespace(cluster.namespaceOrDefault())
        .withLabels(labels().of(component))
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion(cluster.getApiVersion())
                .withKind(cluster.getKind())
                .withName(own.getName())
                .withUid(own.getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build())
        .build();
  }
}
