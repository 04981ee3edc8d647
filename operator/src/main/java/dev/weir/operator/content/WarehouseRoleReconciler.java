package dev.weir.operator.content;

import dev.weir.crds.role.WarehouseRole;
import dev.weir.crds.role.WarehouseRoleSpec;
import dev.weir.crds.role.WarehouseRoleStatus;
import dev.weir.operator.apply.Labels;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;

/** Makes WarehouseRoles true. */
@ControllerConfiguration(
    name = "warehouserole",
    fieldManager = Labels.OPERATOR,
    finalizerName = ContentReconciler.FINALIZER)
public final class WarehouseRoleReconciler
    extends ContentReconciler<WarehouseRole, WarehouseRoleSpec, WarehouseRoleStatus> {

  /** Reaches Warehouses through {@code apis}. */
  public WarehouseRoleReconciler(WarehouseApis apis) {
    super(apis, WarehouseRoleStatus.class, WarehouseRoleSpec::warehouseRef, WarehouseRole::new);
  }
}
