package dev.weir.crds.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.pod.PodSettings;
import dev.weir.crds.reference.ObjectRef;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cluster as it is wanted. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!(has(self.replicas) && has(self.autoscaling))",
    message = "give replicas or autoscaling, not both: two would fight over the number of nodes")
@ValidationRule(
    value = "self.engine == 'Trino' || !has(self.trinoProperties)",
    message = "trinoProperties belong to engine Trino")
@ValidationRule(
    value = "self.warehouseRef.name == oldSelf.warehouseRef.name",
    message = "warehouseRef cannot be changed; make a new cluster")
public record ComputeClusterSpec(
    @Required @JsonPropertyDescription("The Warehouse whose tables it reads.")
        ObjectRef warehouseRef,
    @Default("Native") @JsonPropertyDescription("What runs the queries.") Engine engine,
    @JsonPropertyDescription("How its nodes are made.") PodSettings node,
    @JsonPropertyDescription("What a node keeps on its own disk.") Cache cache,
    @SpecReplicas
        @Min(0)
        @Max(1000)
        @JsonPropertyDescription(
            "Nodes, when you or a HorizontalPodAutoscaler decide; the operator writes 1 when neither this nor `autoscaling` is given.")
        @Nullable Integer replicas,
    @JsonPropertyDescription("Nodes, when Weir decides.") @Nullable Autoscaling autoscaling,
    @Default("false")
        @JsonPropertyDescription(
            "Put the cluster to sleep; queries wait until this is taken back or their deadline passes.")
        boolean suspend,
    @JsonPropertyDescription("Bounds of what queries may take.") QueryLimits limits,
    @JsonPropertyDescription("Session and server properties (engine Trino).")
        Map<String, String> trinoProperties) {

  public ComputeClusterSpec {
    engine = Copies.orElse(engine, Engine.NATIVE);
    node = Copies.orElse(node, PodSettings.DEFAULT);
    cache = Copies.orElse(cache, new Cache(null, null, null));
    limits = Copies.orElse(limits, new QueryLimits(null, null, null, null, null, null));
    trinoProperties = Copies.of(trinoProperties);
  }
}
