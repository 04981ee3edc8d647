package dev.weir.operator.warehouse;

import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.reference.ObjectRef;
import dev.weir.crds.warehouse.Warehouse;
import java.util.Collection;
import java.util.Comparator;

/**
 * The ComputeCluster of statements that name none: the one that the Warehouse names, else the
 * oldest, so that another cluster changes nothing. Pure.
 */
final class DefaultCluster {
  /** Where there is none yet. */
  private static final String NAME = "default";

  private DefaultCluster() {}

  static String of(Warehouse warehouse, Collection<ComputeCluster> clusters) {
    ObjectRef named = warehouse.getSpec().defaultComputeClusterRef();
    if (named != null) {
      return named.name();
    }
    return clusters.stream()
        .map(ComputeCluster::getMetadata)
        .filter(metadata -> metadata.getDeletionTimestamp() == null)
        .min(
            Comparator.comparing(
                    (io.fabric8.kubernetes.api.model.ObjectMeta metadata) ->
                        String.valueOf(metadata.getCreationTimestamp()))
                .thenComparing(metadata -> metadata.getName()))
        .map(metadata -> metadata.getName())
        .orElse(NAME);
  }
}
