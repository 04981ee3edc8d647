package dev.weir.operator.warehouse;

import dev.weir.crds.warehouse.Image;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.crds.warehouse.WarehouseSpec;
import dev.weir.operator.apply.Labels;
import dev.weir.operator.config.OperatorConfig;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.List;

/**
 * Everything that the objects of one Warehouse are built from. Immutable; one for each reconcile.
 *
 * @param warehouse as it is stored
 * @param config of the operator
 * @param defaultCluster the ComputeCluster of statements that name none
 * @param clusters names of all ComputeClusters, sorted
 * @param metaReplicas pods that the catalog has at this moment: more than are wanted while its
 *     group is shrinking
 * @param metaFounded whether the catalog's group exists
 */
record WarehouseModel(
    Warehouse warehouse,
    OperatorConfig config,
    String defaultCluster,
    List<String> clusters,
    int metaReplicas,
    boolean metaFounded) {

  WarehouseSpec spec() {
    return warehouse.getSpec();
  }

  WarehouseNames names() {
    return WarehouseNames.of(warehouse);
  }

  Labels labels() {
    return names().labels();
  }

  StorageSettings storage() {
    return StorageSettings.of(warehouse);
  }

  /** The data plane's image, with tag. */
  String image() {
    return imageOf(spec().image(), config);
  }

  static String imageOf(@org.jspecify.annotations.Nullable Image image, OperatorConfig config) {
    String repository = image == null ? null : image.repository();
    String tag = image == null ? null : image.tag();
    return (repository == null ? config.imageRepository() : repository)
        + ":"
        + (tag == null ? config.imageTag() : tag);
  }

  /** Metadata of an object that goes with the Warehouse. */
  ObjectMeta metadata(String component, String name) {
    return new ObjectMetaBuilder(retained(component, name)).withOwnerReferences(owner()).build();
  }

  /** Metadata of an object that stays when the Warehouse goes. */
  ObjectMeta retained(String component, String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(names().namespace())
        .withLabels(labels().of(component))
        .build();
  }

  private OwnerReference owner() {
    return new OwnerReferenceBuilder()
        .withApiVersion(warehouse.getApiVersion())
        .withKind(warehouse.getKind())
        .withName(warehouse.getMetadata().getName())
        .withUid(warehouse.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }
}
