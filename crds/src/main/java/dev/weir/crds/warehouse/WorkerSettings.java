package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.pod.PodSettings;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/** Background jobs. As many pods as the queue needs, between two bounds. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.replicasMin <= self.replicasMax",
    message = "replicasMin must not be more than replicasMax")
public record WorkerSettings(
    @Default("1") @Min(0) @Max(100) @JsonPropertyDescription("Fewest pods.") Integer replicasMin,
    @Default("3") @Min(1) @Max(100) @JsonPropertyDescription("Most pods.") Integer replicasMax,
    @JsonPropertyDescription("How its pods are made.") PodSettings pod) {

  public WorkerSettings {
    replicasMin = Copies.orElse(replicasMin, 1);
    replicasMax = Copies.orElse(replicasMax, 3);
    pod = Copies.orElse(pod, PodSettings.DEFAULT);
  }
}
