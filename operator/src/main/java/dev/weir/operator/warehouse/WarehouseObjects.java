package dev.weir.operator.warehouse;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;

/** Every object of a Warehouse, in the order in which they are written. Pure. */
final class WarehouseObjects {
  private WarehouseObjects() {}

  static List<HasMetadata> of(WarehouseModel model) {
    List<HasMetadata> objects = new ArrayList<>(WarehouseSecrets.metadata(model));
    objects.addAll(CertificateSecrets.metadata(model));
    objects.addAll(NetworkPolicies.of(model));
    objects.addAll(ManagedObjects.storage(model));
    objects.addAll(ManagedObjects.database(model));
    objects.addAll(MetaObjects.of(model));
    objects.addAll(DoorObjects.gateway(model));
    objects.addAll(DoorObjects.web(model));
    objects.addAll(IngressObjects.of(model));
    return objects;
  }
}
