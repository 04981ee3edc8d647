package dev.weir.operator.content;

import dev.weir.crds.table.Table;
import dev.weir.crds.table.TableSpec;
import dev.weir.crds.table.TableStatus;
import dev.weir.operator.apply.Labels;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;

/** Makes Tables true. */
@ControllerConfiguration(
    name = "table",
    fieldManager = Labels.OPERATOR,
    finalizerName = ContentReconciler.FINALIZER)
public final class TableReconciler extends ContentReconciler<Table, TableSpec, TableStatus> {

  /** Reaches Warehouses through {@code apis}. */
  public TableReconciler(WarehouseApis apis) {
    super(apis, TableStatus.class, TableSpec::warehouseRef, Table::new);
  }
}
