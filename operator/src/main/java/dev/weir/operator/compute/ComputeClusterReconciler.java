package dev.weir.operator.compute;

import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.cluster.Engine;
import dev.weir.crds.condition.Reason;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.apply.Failures;
import dev.weir.operator.apply.Labels;
import dev.weir.operator.apply.ObjectApplier;
import dev.weir.operator.apply.Observed;
import dev.weir.operator.apply.Rollout;
import dev.weir.operator.apply.StatusPatch;
import dev.weir.operator.apply.Watches;
import dev.weir.operator.config.OperatorConfig;
import dev.weir.operator.metrics.OperatorMetrics;
import dev.weir.operator.warehouse.WarehouseWatch;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes ComputeClusters true: dereference, validate, build, apply, status. */
@ControllerConfiguration(name = "computecluster", fieldManager = Labels.OPERATOR)
public final class ComputeClusterReconciler implements Reconciler<ComputeCluster> {
  private static final List<Class<? extends HasMetadata>> MADE =
      List.of(NetworkPolicy.class, Deployment.class, StatefulSet.class);

  private final OperatorConfig config;
  private final ObjectApplier applier;
  private final OperatorMetrics metrics;

  /** Writes through {@code applier}. */
  public ComputeClusterReconciler(
      OperatorConfig config, ObjectApplier applier, OperatorMetrics metrics) {
    this.config = config;
    this.applier = applier;
    this.metrics = metrics;
  }

  @Override
  public List<EventSource<?, ComputeCluster>> prepareEventSources(
      EventSourceContext<ComputeCluster> context) {
    List<EventSource<?, ComputeCluster>> sources = new ArrayList<>(Watches.of(context, MADE));
    sources.add(
        WarehouseWatch.of(
            context,
            cluster -> cluster.getSpec().warehouseRef().name(),
            WarehouseWatch::isOtherSpecification));
    return sources;
  }

  @Override
  public UpdateControl<ComputeCluster> reconcile(
      ComputeCluster cluster, Context<ComputeCluster> context) {
    ComputeClusterStatusFactory status = new ComputeClusterStatusFactory(cluster, Instant.now());
    Optional<Warehouse> warehouse = context.getSecondaryResource(Warehouse.class);
    if (cluster.getSpec().engine() == Engine.TRINO) {
      return StatusPatch.of(
          cluster,
          status.refused(
              Reason.NOT_YET_SUPPORTED,
              "spec.engine: this version runs no Trino; use engine: Native"),
          ComputeCluster::new);
    }
    if (warehouse.isEmpty()) {
      return StatusPatch.of(
          cluster,
          status.unresolved(
              Reason.REFERENCE_NOT_FOUND,
              "spec.warehouseRef: Warehouse \""
                  + cluster.getSpec().warehouseRef().name()
                  + "\" is not there"),
          ComputeCluster::new);
    }
    ComputeModel model = new ComputeModel(cluster, warehouse.get(), config);
    Observed seen = Watches.observed(context, MADE);
    Observed objects = applier.apply(model.labels(), ComputeObjects.of(model), seen);
    Rollout nodes = nodes(model, objects).orElseThrow();
    nodes(model, seen).ifPresent(before -> metrics.scaled(before.wanted(), nodes.wanted()));
    return StatusPatch.of(cluster, status.applied(nodes), ComputeCluster::new);
  }

  private static Optional<Rollout> nodes(ComputeModel model, Observed objects) {
    return objects
        .find(Deployment.class, model.name())
        .map(Rollout::of)
        .or(() -> objects.find(StatefulSet.class, model.name()).map(Rollout::of));
  }

  @Override
  public ErrorStatusUpdateControl<ComputeCluster> updateErrorStatus(
      ComputeCluster cluster, Context<ComputeCluster> context, Exception failure) {
    return StatusPatch.ofFailure(
        cluster,
        new ComputeClusterStatusFactory(cluster, Instant.now()).failed(Failures.text(failure)),
        ComputeCluster::new);
  }
}
