package dev.weir.operator.content;

import dev.weir.crds.WeirResource;
import dev.weir.crds.apply.Applied;
import dev.weir.crds.apply.ContentAppliers;
import dev.weir.crds.apply.ResourceLookup;
import dev.weir.crds.apply.WeirApi;
import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.condition.Reason;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.warehouse.Serving;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What becomes of content in the Warehouse that it names. Reconcilers make it true; the webhook
 * asks what they would say. Thread-safe.
 */
public final class ContentPipeline {
  /** A copy of the resource in itself, by {@code kubectl apply}. */
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private final WarehouseApis apis;
  private final KubernetesClient client;

  /** Finds through {@code client} what resources name. */
  public ContentPipeline(WarehouseApis apis, KubernetesClient client) {
    this.apis = apis;
    this.client = client;
  }

  /**
   * Metadata without what the API server keeps of it for itself: the Warehouse stores what a person
   * wrote. Pure.
   */
  public static ObjectMeta written(ObjectMeta own) {
    Map<String, String> annotations = new LinkedHashMap<>();
    if (own.getAnnotations() != null) {
      annotations.putAll(own.getAnnotations());
    }
    annotations.remove(LAST_APPLIED);
    return new ObjectMetaBuilder()
        .withName(own.getName())
        .withNamespace(own.getNamespace())
        .withLabels(own.getLabels())
        .withAnnotations(annotations.isEmpty() ? null : annotations)
        .withGeneration(own.getGeneration())
        .build();
  }

  /**
   * One attempt to make a resource true.
   *
   * @param resource with metadata as they were written
   * @param name of its Warehouse
   * @param named the Warehouse, if it is there
   */
  Applied apply(WeirResource<?, ?> resource, String name, Optional<Warehouse> named, Instant now) {
    return through(resource, name, named, now, appliers -> appliers.apply(resource, now));
  }

  /** What {@link #apply} would come to, without a write. */
  public Applied check(
      WeirResource<?, ?> resource, String name, Optional<Warehouse> named, Instant now) {
    return through(resource, name, named, now, appliers -> appliers.check(resource, now));
  }

  private Applied through(
      WeirResource<?, ?> resource,
      String name,
      Optional<Warehouse> named,
      Instant now,
      Function<ContentAppliers, Applied> act) {
    String what = "spec.warehouseRef: Warehouse \"" + name + "\"";
    if (named.isEmpty()) {
      return ContentAppliers.postpone(
          resource, Reason.REFERENCE_NOT_FOUND, what + " is not there", now);
    }
    return Serving.of(named.get())
        ? act.apply(appliers(named.get()))
        : ContentAppliers.postpone(
            resource,
            Reason.REFERENCE_NOT_READY,
            what + " takes no requests yet; its status says why",
            now);
  }

  /** Undoes what a resource made; what happened, for a person. */
  String delete(WeirResource<?, ?> resource, Warehouse named) {
    return appliers(named).delete(resource);
  }

  /** The REST API of a Warehouse. */
  WeirApi api(Warehouse of) {
    return apis.of(of);
  }

  /** What makes resources true in a Warehouse. */
  ContentAppliers appliers(Warehouse of) {
    return new ContentAppliers(apis.of(of), lookup(of));
  }

  private ResourceLookup lookup(Warehouse known) {
    return (kind, namespace, name) ->
        switch (kind) {
          case WAREHOUSE -> Optional.of(known);
          case COMPUTE_CLUSTER -> find(ComputeCluster.class, namespace, name);
          default -> Optional.empty();
        };
  }

  private <X extends WeirResource<?, ?>> Optional<X> find(
      Class<X> type, String namespace, String name) {
    return Optional.ofNullable(client.resources(type).inNamespace(namespace).withName(name).get());
  }
}
