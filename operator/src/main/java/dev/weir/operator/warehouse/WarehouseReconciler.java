package dev.weir.operator.warehouse;

import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.warehouse.PartsTls;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.crds.warehouse.WarehouseStatus;
import dev.weir.operator.apply.Failures;
import dev.weir.operator.apply.Labels;
import dev.weir.operator.apply.ObjectApplier;
import dev.weir.operator.apply.Observed;
import dev.weir.operator.apply.Pause;
import dev.weir.operator.apply.StatusPatch;
import dev.weir.operator.apply.Transitions;
import dev.weir.operator.apply.Watches;
import dev.weir.operator.config.OperatorConfig;
import dev.weir.operator.membership.MemberAnswer;
import dev.weir.operator.membership.MembershipPlan;
import dev.weir.operator.membership.MetaGroup;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes Warehouses true: dereference, validate, build, apply, status. */
@ControllerConfiguration(name = "warehouse", fieldManager = Labels.OPERATOR)
public final class WarehouseReconciler implements Reconciler<Warehouse> {
  private static final List<Class<? extends HasMetadata>> MADE =
      List.of(
          Secret.class,
          ConfigMap.class,
          Service.class,
          NetworkPolicy.class,
          PodDisruptionBudget.class,
          StatefulSet.class,
          Deployment.class,
          Ingress.class);

  /** Until the catalog's group, which no watch tells of, is asked again. */
  private static final Duration GROUP_CHANGES = Duration.ofSeconds(2);

  /** The same where nothing is to be done: a disk may be lost without a pod that restarts. */
  private static final Duration GROUP_SETTLED = Duration.ofSeconds(30);

  /** Until Secrets of somebody else's, which are not watched, are looked for again. */
  private static final Duration SECRETS_MISSING = Duration.ofSeconds(10);

  private final OperatorConfig config;
  private final ObjectApplier applier;
  private final MetaGroup group;
  private final Transitions transitions;
  private final InstantSource clock;

  /**
   * @param group reaches the catalog's pods
   * @param transitions tell people what becomes of a Warehouse
   * @param clock says when certificates are renewed
   */
  public WarehouseReconciler(
      OperatorConfig config,
      ObjectApplier applier,
      MetaGroup group,
      Transitions transitions,
      InstantSource clock) {
    this.config = config;
    this.applier = applier;
    this.group = group;
    this.transitions = transitions;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, Warehouse>> prepareEventSources(
      EventSourceContext<Warehouse> context) {
    List<EventSource<?, Warehouse>> sources = new ArrayList<>(Watches.of(context, MADE));
    sources.add(
        new InformerEventSource<>(
            InformerEventSourceConfiguration.from(ComputeCluster.class, Warehouse.class)
                .withNamespacesInheritedFromController()
                .withOnUpdateFilter((now, before) -> false) // only which there are matters
                .withSecondaryToPrimaryMapper(WarehouseReconciler::warehouseOf)
                .build(),
            context));
    return sources;
  }

  private static Set<ResourceID> warehouseOf(ComputeCluster cluster) {
    return Set.of(
        new ResourceID(
            cluster.getSpec().warehouseRef().name(), cluster.getMetadata().getNamespace()));
  }

  @Override
  public UpdateControl<Warehouse> reconcile(Warehouse warehouse, Context<Warehouse> context) {
    WarehouseStatusFactory status = new WarehouseStatusFactory(warehouse, Instant.now());
    if (Pause.of(warehouse)) {
      return store(context, status.paused(), null);
    }
    List<String> missing = new MissingSecrets(context.getClient()).of(warehouse);
    Observed seen = Watches.observed(context, MADE);
    Optional<String> problems = WarehouseProblems.find(warehouse, seen);
    if (problems.isPresent()) {
      return store(context, status.refused(problems.get()), null);
    }
    if (!missing.isEmpty()) {
      return store(context, status.unresolved(missing), SECRETS_MISSING);
    }
    WarehouseNames names = WarehouseNames.of(warehouse);
    int present = pods(seen, names);
    int wanted = warehouse.getSpec().meta().replicas();
    Optional<PartPass> pass = PartPasses.of(names, seen);
    Map<Integer, MemberAnswer> answers =
        present == 0 || pass.isEmpty()
            ? Map.of()
            : group.ask(names, pass.get(), Math.max(present, wanted));
    MembershipPlan membership = MembershipPlan.of(wanted, present, founded(warehouse), answers);
    Set<ComputeCluster> clusters = context.getSecondaryResources(ComputeCluster.class);
    WarehouseModel model =
        new WarehouseModel(
            warehouse,
            config,
            DefaultCluster.of(warehouse, clusters),
            clusters.stream().map(cluster -> cluster.getMetadata().getName()).sorted().toList(),
            membership.replicas(),
            membership.founded());
    seedSecrets(model, seen, context);
    PartsTls tls = model.spec().tls();
    if (tls == null) {
      new CertificateSecrets(context.getClient(), model, seen).keep(clock.instant());
    } else {
      List<String> waited =
          CertificateIssue.request(context.getClient(), applier, model, tls.issuerRef(), seen);
      if (!waited.isEmpty()) {
        return store(context, status.unissued(waited), SECRETS_MISSING);
      }
    }
    List<HasMetadata> desired = WarehouseObjects.of(model);
    Map<String, String> waiting = UpgradeOrder.waiting(names, desired, seen);
    Observed objects =
        applier.apply(
            model.labels(), desired, seen, object -> UpgradeOrder.waits(names, waiting, object));
    // The status that the group exists is stored before anything else is done to the group.
    if (!membership.settled() && !membership.members().isEmpty() && founded(warehouse)) {
      group.change(names, pass.orElseThrow(), membership.members(), answers);
    }
    return store(
        context,
        status.applied(model, objects, membership, waiting),
        membership.settled() ? GROUP_SETTLED : GROUP_CHANGES);
  }

  private static boolean founded(Warehouse warehouse) {
    WarehouseStatus status = warehouse.getStatus();
    return status != null && Boolean.TRUE.equals(status.metaFounded());
  }

  private static int pods(Observed seen, WarehouseNames names) {
    return seen.find(StatefulSet.class, names.meta())
        .map(set -> set.getSpec().getReplicas())
        .orElse(0);
  }

  /** Makes what is missing. Of two who try at once, the second finds it there. */
  private static void seedSecrets(WarehouseModel model, Observed seen, Context<Warehouse> context) {
    for (WarehouseSecrets.Wanted wanted : WarehouseSecrets.wanted(model.warehouse())) {
      if (seen.find(Secret.class, wanted.name()).isPresent()) {
        continue;
      }
      try {
        var unused = context.getClient().resource(WarehouseSecrets.fresh(model, wanted)).create();
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
          throw e;
        }
      }
    }
  }

  @Override
  public ErrorStatusUpdateControl<Warehouse> updateErrorStatus(
      Warehouse warehouse, Context<Warehouse> context, Exception failure) {
    WarehouseStatus status =
        new WarehouseStatusFactory(warehouse, Instant.now()).failed(Failures.text(failure));
    transitions.tell(warehouse, status);
    return StatusPatch.ofFailure(context, warehouse, status, Warehouse::new, failure);
  }

  private UpdateControl<Warehouse> store(
      Context<Warehouse> context, WarehouseStatus status, @Nullable Duration again) {
    Warehouse resource = context.getPrimaryResource();
    transitions.tell(resource, status);
    return StatusPatch.of(context, resource, status, Warehouse::new, again);
  }
}
