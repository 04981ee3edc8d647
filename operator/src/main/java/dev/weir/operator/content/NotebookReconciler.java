package dev.weir.operator.content;

import dev.weir.crds.notebook.Notebook;
import dev.weir.crds.notebook.NotebookSpec;
import dev.weir.crds.notebook.NotebookStatus;
import dev.weir.operator.apply.Labels;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;

/** Makes Notebooks true. */
@ControllerConfiguration(
    name = "notebook",
    fieldManager = Labels.OPERATOR,
    finalizerName = ContentReconciler.FINALIZER)
public final class NotebookReconciler
    extends ContentReconciler<Notebook, NotebookSpec, NotebookStatus> {

  /** Reaches Warehouses through {@code apis}. */
  public NotebookReconciler(WarehouseApis apis) {
    super(apis, NotebookStatus.class, NotebookSpec::warehouseRef, Notebook::new);
  }
}
