package dev.weir.operator.content;

import dev.weir.crds.connection.Connection;
import dev.weir.crds.connection.ConnectionSpec;
import dev.weir.crds.connection.ConnectionStatus;
import dev.weir.operator.apply.Labels;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;

/** Makes Connections true. */
@ControllerConfiguration(
    name = "connection",
    fieldManager = Labels.OPERATOR,
    finalizerName = ContentReconciler.FINALIZER)
public final class ConnectionReconciler
    extends ContentReconciler<Connection, ConnectionSpec, ConnectionStatus> {

  /** Reaches Warehouses through {@code apis}. */
  public ConnectionReconciler(WarehouseApis apis) {
    super(apis, ConnectionStatus.class, ConnectionSpec::warehouseRef, Connection::new);
  }
}
