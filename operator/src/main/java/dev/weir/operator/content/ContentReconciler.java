package dev.weir.operator.content;

import dev.weir.contracts.error.WeirException;
import dev.weir.crds.WeirResource;
import dev.weir.crds.WeirStatus;
import dev.weir.crds.apply.Applied;
import dev.weir.crds.apply.ContentAppliers;
import dev.weir.crds.apply.ResourceLookup;
import dev.weir.crds.apply.WeirApi;
import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.condition.Reason;
import dev.weir.crds.reference.ObjectRef;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.apply.StatusPatch;
import dev.weir.operator.warehouse.Serving;
import dev.weir.operator.warehouse.WarehouseWatch;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes resources of one content kind true. All kinds are reconciled alike: what differs, the
 * appliers know. A finalizer stays until what the resource made in its Warehouse is undone, or the
 * Warehouse itself is gone.
 */
abstract class ContentReconciler<R extends WeirResource<S, T>, S, T extends WeirStatus>
    implements Reconciler<R>, Cleaner<R> {
  /** Kept on every content resource while it exists. */
  static final String FINALIZER = "weir.dev/content";

  /** A copy of the resource in itself, by {@code kubectl apply}. */
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private static final Logger LOG = LoggerFactory.getLogger(ContentReconciler.class);

  /** Until a Warehouse that does not answer is asked again to delete something. */
  private static final Duration DELETE_RETRY = Duration.ofSeconds(5);

  private final WarehouseApis apis;
  private final Class<T> statusType;
  private final Function<S, ObjectRef> warehouse;
  private final Supplier<R> empty;

  ContentReconciler(
      WarehouseApis apis,
      Class<T> statusType,
      Function<S, ObjectRef> warehouse,
      Supplier<R> empty) {
    this.apis = apis;
    this.statusType = statusType;
    this.warehouse = warehouse;
    this.empty = empty;
  }

  @Override
  public List<EventSource<?, R>> prepareEventSources(EventSourceContext<R> context) {
    return List.of(
        WarehouseWatch.of(
            context,
            resource -> warehouse.apply(resource.getSpec()).name(),
            WarehouseWatch::isOtherwiseServing));
  }

  @Override
  public UpdateControl<R> reconcile(R resource, Context<R> context) {
    Instant now = Instant.now();
    Optional<Warehouse> named = context.getSecondaryResource(Warehouse.class);
    Applied applied =
        apply(
            asWritten(resource),
            named,
            context.getClient(),
            now,
            interim -> StatusPatch.interim(context, resource, interim, empty));
    T status = statusType.cast(applied.status());
    return StatusPatch.of(
        context, resource, status, empty, applied.retry() ? RetryDelay.after(status, now) : null);
  }

  /**
   * Without what the API server keeps of it for itself: the Warehouse stores what a person wrote.
   */
  private R asWritten(R resource) {
    ObjectMeta own = resource.getMetadata();
    Map<String, String> annotations = new LinkedHashMap<>();
    if (own.getAnnotations() != null) {
      annotations.putAll(own.getAnnotations());
    }
    annotations.remove(LAST_APPLIED);
    R copy = empty.get();
    copy.setMetadata(
        new ObjectMetaBuilder()
            .withName(own.getName())
            .withNamespace(own.getNamespace())
            .withLabels(own.getLabels())
            .withAnnotations(annotations.isEmpty() ? null : annotations)
            .withGeneration(own.getGeneration())
            .build());
    copy.setSpec(resource.getSpec());
    copy.setStatus(resource.getStatus());
    return copy;
  }

  private Applied apply(
      R resource,
      Optional<Warehouse> named,
      KubernetesClient client,
      Instant now,
      Consumer<T> interim) {
    String what =
        "spec.warehouseRef: Warehouse \"" + warehouse.apply(resource.getSpec()).name() + "\"";
    if (named.isEmpty()) {
      return ContentAppliers.postpone(
          resource, Reason.REFERENCE_NOT_FOUND, what + " is not there", now);
    }
    if (!Serving.of(named.get())) {
      return ContentAppliers.postpone(
          resource,
          Reason.REFERENCE_NOT_READY,
          what + " takes no requests yet; its status says why",
          now);
    }
    ContentAppliers appliers = appliers(named.get(), client);
    return complete(
        resource, appliers.apply(resource, now), apis.of(named.get()), appliers, interim);
  }

  /**
   * What is left to do when a resource itself is true: nothing, for most kinds.
   *
   * @param applied how that ended
   * @param interim stores a status while this goes on
   * @return how all of it ended
   */
  Applied complete(
      R resource, Applied applied, WeirApi api, ContentAppliers appliers, Consumer<T> interim) {
    return applied;
  }

  private ContentAppliers appliers(Warehouse of, KubernetesClient client) {
    return new ContentAppliers(apis.of(of), lookup(of, client));
  }

  private static ResourceLookup lookup(Warehouse known, KubernetesClient client) {
    return (kind, namespace, name) ->
        switch (kind) {
          case WAREHOUSE -> Optional.of(known);
          case COMPUTE_CLUSTER -> find(client, ComputeCluster.class, namespace, name);
          default -> Optional.empty();
        };
  }

  private static <X extends WeirResource<?, ?>> Optional<X> find(
      KubernetesClient client, Class<X> type, String namespace, String name) {
    return Optional.ofNullable(client.resources(type).inNamespace(namespace).withName(name).get());
  }

  @Override
  public DeleteControl cleanup(R resource, Context<R> context) {
    Optional<Warehouse> named = context.getSecondaryResource(Warehouse.class);
    if (named.isEmpty() || named.get().getMetadata().getDeletionTimestamp() != null) {
      apis.forget(
          resource.getMetadata().getNamespace(), warehouse.apply(resource.getSpec()).name());
      LOG.info("forgotten {}: its Warehouse is gone", resource.label());
      return DeleteControl.defaultDelete();
    }
    try {
      LOG.info("deleted: {}", appliers(named.get(), context.getClient()).delete(resource));
      return DeleteControl.defaultDelete();
    } catch (WeirException e) {
      LOG.warn("cannot delete {} yet: {} {}", resource.label(), e.code(), e.getMessage());
      return DeleteControl.noFinalizerRemoval().rescheduleAfter(DELETE_RETRY.toMillis());
    }
  }
}
