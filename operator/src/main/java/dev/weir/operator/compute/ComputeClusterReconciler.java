package dev.weir.operator.compute;

import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.cluster.ComputeClusterSpec;
import dev.weir.crds.cluster.ComputeClusterStatus;
import dev.weir.crds.condition.Reason;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.apply.Events;
import dev.weir.operator.apply.Failures;
import dev.weir.operator.apply.Labels;
import dev.weir.operator.apply.ObjectApplier;
import dev.weir.operator.apply.Observed;
import dev.weir.operator.apply.Pause;
import dev.weir.operator.apply.Rollout;
import dev.weir.operator.apply.StatusPatch;
import dev.weir.operator.apply.Transitions;
import dev.weir.operator.apply.Watches;
import dev.weir.operator.config.OperatorConfig;
import dev.weir.operator.metrics.OperatorMetrics;
import dev.weir.operator.scaling.Autoscaler;
import dev.weir.operator.scaling.Scaling;
import dev.weir.operator.warehouse.WarehouseNames;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes ComputeClusters true: dereference, validate, build, apply, status. */
@ControllerConfiguration(name = "computecluster", fieldManager = Labels.OPERATOR)
public final class ComputeClusterReconciler implements Reconciler<ComputeCluster> {
  private static final List<Class<? extends HasMetadata>> MADE =
      List.of(NetworkPolicy.class, Deployment.class, StatefulSet.class);

  private final OperatorConfig config;
  private final ObjectApplier applier;
  private final OperatorMetrics metrics;
  private final Autoscaler autoscaler;
  private final DemandEvents demand;
  private final Events events;
  private final Transitions transitions;

  /**
   * @param applier writes the objects
   * @param autoscaler decides how many nodes there are where nobody else does
   * @param demand calls when more is asked of a cluster
   * @param events tell people why the number of nodes changes
   */
  public ComputeClusterReconciler(
      OperatorConfig config,
      ObjectApplier applier,
      OperatorMetrics metrics,
      Autoscaler autoscaler,
      DemandEvents demand,
      Events events) {
    this.config = config;
    this.applier = applier;
    this.metrics = metrics;
    this.autoscaler = autoscaler;
    this.demand = demand;
    this.events = events;
    this.transitions = new Transitions(events);
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
    sources.add(demand);
    return sources;
  }

  @Override
  public UpdateControl<ComputeCluster> reconcile(
      ComputeCluster cluster, Context<ComputeCluster> context) {
    ComputeClusterStatusFactory status = new ComputeClusterStatusFactory(cluster, Instant.now());
    if (Pause.of(cluster)) {
      return store(context, status.paused(), null);
    }
    Optional<Warehouse> warehouse = context.getSecondaryResource(Warehouse.class);
    Optional<String> unsupported = UnsupportedEngine.find(cluster);
    if (unsupported.isPresent()) {
      return store(context, status.refused(Reason.NOT_YET_SUPPORTED, unsupported.get()), null);
    }
    if (warehouse.isEmpty()) {
      return store(
          context,
          status.unresolved(
              Reason.REFERENCE_NOT_FOUND,
              "spec.warehouseRef: Warehouse \""
                  + cluster.getSpec().warehouseRef().name()
                  + "\" is not there"),
          null);
    }
    Observed seen = Watches.observed(context, MADE);
    Optional<Rollout> before = nodes(cluster, seen);
    if (cluster.getSpec().replicas() == null && cluster.getSpec().autoscaling() == null) {
      // The change brings it back here.
      StartingReplicas.write(context.getClient(), cluster, before.map(Rollout::wanted).orElse(1));
      return UpdateControl.noUpdate();
    }
    Scaling scaling = scaling(cluster, warehouse.get(), before);
    ComputeModel model =
        new ComputeModel(cluster, warehouse.get(), config, replicas(cluster, scaling));
    Observed objects = applier.apply(model.labels(), ComputeObjects.of(model), seen);
    Rollout nodes = nodes(cluster, objects).orElseThrow();
    before.ifPresent(old -> scaled(cluster, old.wanted(), nodes.wanted(), scaling));
    return store(context, status.applied(nodes, scaling), scaling == null ? null : scaling.again());
  }

  private UpdateControl<ComputeCluster> store(
      Context<ComputeCluster> context, ComputeClusterStatus status, @Nullable Duration again) {
    ComputeCluster resource = context.getPrimaryResource();
    transitions.tell(resource, status);
    return StatusPatch.of(context, resource, status, ComputeCluster::new, again);
  }

  /** What scaling by demand says; null where {@code spec.replicas} does. */
  private @Nullable Scaling scaling(
      ComputeCluster cluster, Warehouse warehouse, Optional<Rollout> before) {
    ComputeClusterSpec spec = cluster.getSpec();
    if (spec.autoscaling() == null || spec.suspend()) {
      return null;
    }
    return autoscaler.look(
        cluster,
        warehouse,
        before.map(Rollout::wanted).orElse(null),
        ComputeModel.labelsOf(cluster).selector(WarehouseNames.COMPUTE),
        spec.cache().storageClassName() != null);
  }

  private static int replicas(ComputeCluster cluster, @Nullable Scaling scaling) {
    if (cluster.getSpec().suspend()) {
      return 0;
    }
    return scaling == null ? Objects.requireNonNull(cluster.getSpec().replicas()) : scaling.nodes();
  }

  private void scaled(ComputeCluster cluster, int from, int to, @Nullable Scaling scaling) {
    metrics.scaled(from, to);
    if (from != to && scaling != null && scaling.reason() != null) {
      events.write(
          cluster,
          Events.Type.NORMAL,
          "Scale",
          from < to ? "ScaledUp" : "ScaledDown",
          "from %d to %d nodes: %s".formatted(from, to, scaling.reason()));
    }
  }

  private static Optional<Rollout> nodes(ComputeCluster cluster, Observed objects) {
    String name = ComputeModel.nameOf(cluster);
    return objects
        .find(Deployment.class, name)
        .map(Rollout::of)
        .or(() -> objects.find(StatefulSet.class, name).map(Rollout::of));
  }

  @Override
  public ErrorStatusUpdateControl<ComputeCluster> updateErrorStatus(
      ComputeCluster cluster, Context<ComputeCluster> context, Exception failure) {
    ComputeClusterStatus status =
        new ComputeClusterStatusFactory(cluster, Instant.now()).failed(Failures.text(failure));
    transitions.tell(cluster, status);
    return StatusPatch.ofFailure(context, cluster, status, ComputeCluster::new, failure);
  }
}
