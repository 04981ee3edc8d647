package dev.weir.crds.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.WeirStatus;
import dev.weir.crds.condition.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a cluster. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ComputeClusterStatus(
    @JsonPropertyDescription("`Ready` and the parts it is made of.") List<Condition> conditions,
    @JsonPropertyDescription("The generation that this status is about.")
        @Nullable Long observedGeneration,
    @StatusReplicas @JsonPropertyDescription("Nodes that there are.") @Nullable Integer replicas,
    @LabelSelector @JsonPropertyDescription("Labels of its pods, for the scale subresource.")
        @Nullable String selector,
    @JsonPropertyDescription("Nodes that take queries.") @Nullable Integer readyReplicas,
    @JsonPropertyDescription("Nodes that there should be.") @Nullable Integer desiredReplicas,
    @JsonPropertyDescription("Queries that run.") @Nullable Integer runningQueries,
    @JsonPropertyDescription("Queries that wait.") @Nullable Integer queuedQueries,
    @JsonPropertyDescription("When the last query ended, as RFC 3339.")
        @Nullable String lastQueryTime,
    @JsonPropertyDescription("Why the number of nodes last changed.")
        @Nullable String lastScaleReason,
    @JsonPropertyDescription("The last failure.") @Nullable String lastError)
    implements WeirStatus {

  public ComputeClusterStatus {
    conditions = Copies.of(conditions);
  }
}
