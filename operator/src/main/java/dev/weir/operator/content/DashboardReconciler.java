package dev.weir.operator.content;

import dev.weir.crds.dashboard.Dashboard;
import dev.weir.crds.dashboard.DashboardSpec;
import dev.weir.crds.dashboard.DashboardStatus;
import dev.weir.operator.apply.Labels;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;

/** Makes Dashboards true. */
@ControllerConfiguration(
    name = "dashboard",
    fieldManager = Labels.OPERATOR,
    finalizerName = ContentReconciler.FINALIZER)
public final class DashboardReconciler
    extends ContentReconciler<Dashboard, DashboardSpec, DashboardStatus> {

  /** Reaches Warehouses through {@code apis}. */
  public DashboardReconciler(WarehouseApis apis) {
    super(apis, DashboardStatus.class, DashboardSpec::warehouseRef, Dashboard::new);
  }
}
