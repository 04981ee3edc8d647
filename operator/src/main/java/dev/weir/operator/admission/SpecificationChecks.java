package dev.weir.operator.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.crds.WeirResource;
import dev.weir.crds.apply.Applied;
import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.crds.yaml.ResourceWriter;
import dev.weir.operator.compute.UnsupportedEngine;
import dev.weir.operator.content.ContentPipeline;
import dev.weir.operator.warehouse.WarehouseProblems;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * What a reconcile would say of a resource that is not stored yet. It asks the same classes, and
 * writes nothing. Thread-safe.
 */
public final class SpecificationChecks {
  private final ContentPipeline content;
  private final KubernetesClient client;
  private final Set<String> watched;
  private final InstantSource clock;

  /**
   * @param client finds what resources name
   * @param watched namespaces whose resources are made true; empty: all
   */
  public SpecificationChecks(
      ContentPipeline content, KubernetesClient client, Set<String> watched, InstantSource clock) {
    this.content = content;
    this.client = client;
    this.watched = Set.copyOf(watched);
    this.clock = clock;
  }

  /** Asks the Warehouse where only that knows; fails as clients do. */
  Verdict check(AdmissionRequest request) {
    if (request.kind() == null) {
      return Verdict.ALLOWED;
    }
    Optional<? extends WeirResource<?, ?>> read =
        ResourceWriter.fromTree(request.kind().type(), request.object());
    if (read.isEmpty() || read.get().getMetadata().getName() == null) {
      return Verdict.unchecked("the resource cannot be read");
    }
    WeirResource<?, ?> resource = read.get();
    if (!watched.isEmpty() && !watched.contains(resource.namespaceOrDefault())) {
      return Verdict.ALLOWED; // another operator's
    }
    return switch (resource) {
      case Warehouse warehouse ->
          WarehouseProblems.find(warehouse, client).map(Verdict::refused).orElse(Verdict.ALLOWED);
      case ComputeCluster cluster ->
          UnsupportedEngine.find(cluster).map(Verdict::refused).orElse(Verdict.ALLOWED);
      default -> Verdict.of(content(resource, request.object()));
    };
  }

  private Applied content(WeirResource<?, ?> resource, JsonNode object) {
    String name = object.at("/spec/warehouseRef/name").asText();
    Optional<Warehouse> warehouse =
        Optional.ofNullable(
            client
                .resources(Warehouse.class)
                .inNamespace(resource.namespaceOrDefault())
                .withName(name)
                .get());
    resource.setMetadata(ContentPipeline.written(resource.getMetadata()));
    return content.check(resource, name, warehouse, clock.instant());
  }
}
