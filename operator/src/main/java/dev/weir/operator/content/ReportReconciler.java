package dev.weir.operator.content;

import dev.weir.crds.report.Report;
import dev.weir.crds.report.ReportSpec;
import dev.weir.crds.report.ReportStatus;
import dev.weir.operator.apply.Labels;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;

/** Makes Reports true. */
@ControllerConfiguration(
    name = "report",
    fieldManager = Labels.OPERATOR,
    finalizerName = ContentReconciler.FINALIZER)
public final class ReportReconciler extends ContentReconciler<Report, ReportSpec, ReportStatus> {

  /** Reaches Warehouses through {@code apis}. */
  public ReportReconciler(WarehouseApis apis) {
    super(apis, ReportStatus.class, ReportSpec::warehouseRef, Report::new);
  }
}
