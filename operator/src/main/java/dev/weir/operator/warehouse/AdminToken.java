package dev.weir.operator.warehouse;

import dev.weir.crds.reference.SecretKeyRef;
import dev.weir.crds.warehouse.Warehouse;

/** Where the first administrator's token of a Warehouse stands. Pure. */
public final class AdminToken {
  private AdminToken() {}

  /** The Secret that is named, or the one that the operator makes. */
  public static SecretKeyRef of(Warehouse warehouse) {
    SecretKeyRef given = warehouse.getSpec().auth().adminTokenSecretRef();
    return given == null
        ? new SecretKeyRef(WarehouseNames.of(warehouse).adminSecret(), WarehouseSecrets.TOKEN)
        : given;
  }
}
