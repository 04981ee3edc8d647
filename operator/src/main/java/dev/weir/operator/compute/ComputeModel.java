package dev.weir.operator.compute;

import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.cluster.ComputeClusterSpec;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.apply.Labels;
import dev.weir.operator.config.OperatorConfig;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the objects of one ComputeCluster are built from. Immutable; one for each
 * reconcile.
 *
 * @param cluster as it is stored
 * @param warehouse whose tables it reads
 * @param config of the operator
 */
record ComputeModel(ComputeCluster cluster, Warehouse warehouse, OperatorConfig config) {

  ComputeClusterSpec spec() {
    return cluster.getSpec();
  }

  String name() {
    return cluster.getMetadata().getName() + "-compute";
  }

  Labels labels() {
    return labelsOf(cluster);
  }

  static Labels labelsOf(ComputeCluster cluster) {
    return new Labels(
        "ComputeCluster", cluster.getMetadata().getName(), cluster.getSpec().warehouseRef().name());
  }

  /** Nodes that there should be; null where somebody else decides, whose field is then not ours. */
  @Nullable Integer replicas() {
    return replicasOf(spec());
  }

  static @Nullable Integer replicasOf(ComputeClusterSpec spec) {
    if (spec.suspend()) {
      return 0;
    }
    if (spec.autoscaling() != null) {
      // Nobody would wake a cluster without nodes.
      return Math.max(1, spec.autoscaling().min());
    }
    return spec.replicas();
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
