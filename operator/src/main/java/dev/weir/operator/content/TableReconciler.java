package dev.weir.operator.content;

import dev.weir.crds.apply.Applied;
import dev.weir.crds.apply.LoadFiles;
import dev.weir.crds.apply.TableFiller;
import dev.weir.crds.table.Table;
import dev.weir.crds.table.TableSpec;
import dev.weir.crds.table.TableStatus;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.apply.Labels;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Makes Tables true, and loads what they name while they are empty. */
@ControllerConfiguration(
    name = "table",
    fieldManager = Labels.OPERATOR,
    finalizerName = ContentReconciler.FINALIZER)
public final class TableReconciler extends ContentReconciler<Table, TableSpec, TableStatus> {
  /** At once: each takes a thread of the operator, disk, and much of its Warehouse. */
  private static final int LOADS_MAX = 2;

  private final LoadFiles files;
  private final Semaphore loads = new Semaphore(LOADS_MAX);

  /**
   * Reaches Warehouses through {@code apis}.
   *
   * @param files that Tables name
   */
  public TableReconciler(WarehouseApis apis, LoadFiles files) {
    super(apis, TableStatus.class, TableSpec::warehouseRef, Table::new);
    this.files = files;
  }

  @Override
  Applied load(
      Table table,
      Applied applied,
      ContentPipeline pipeline,
      Warehouse named,
      Consumer<TableStatus> interim) {
    if (!loads.tryAcquire()) {
      return new Applied(applied.status(), true);
    }
    try {
      Seldom<TableStatus> seldom = new Seldom<>(interim);
      return new TableFiller(files, pipeline.api(named))
          .fill(
              table,
              applied,
              null,
              pipeline.appliers(named),
              status -> seldom.accept((TableStatus) status));
    } finally {
      loads.release();
    }
  }
}
