package dev.weir.crds.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where pods are placed and what they carry. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PodSettings(
    @JsonPropertyDescription("What each pod is promised and may use.")
        @Nullable Resources resources,
    @JsonPropertyDescription("Labels that a node must have.") Map<String, String> nodeSelector,
    @Size(max = 50) @JsonPropertyDescription("Taints that are no obstacle.")
        List<Toleration> tolerations,
    @JsonPropertyDescription("Labels added to each pod.") Map<String, String> labels,
    @JsonPropertyDescription("Annotations added to each pod.") Map<String, String> annotations,
    @Size(max = 253) @JsonPropertyDescription("Priority class of each pod.")
        @Nullable String priorityClassName) {

  public PodSettings {
    nodeSelector = Copies.of(nodeSelector);
    tolerations = Copies.of(tolerations);
    labels = Copies.of(labels);
    annotations = Copies.of(annotations);
  }

  /** Pods as the cluster makes them by default. */
  public static final PodSettings DEFAULT =
      new PodSettings(null, Map.of(), List.of(), Map.of(), Map.of(), null);
}
