package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.pod.PodSettings;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** The door for SQL. Always on and small. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GatewaySettings(
    @Default("1") @Min(1) @Max(50) @JsonPropertyDescription("Pods.") Integer replicas,
    @Default("50000000")
        @Min(0)
        @Max(100000000000d)
        @JsonPropertyDescription("Memory for the results of queries, in each pod.")
        Long resultCacheBytesMax,
    @JsonPropertyDescription("How its pods are made.") PodSettings pod) {

  public GatewaySettings {
    replicas = Copies.orElse(replicas, 1);
    resultCacheBytesMax = Copies.orElse(resultCacheBytesMax, 50_000_000L);
    pod = Copies.orElse(pod, PodSettings.DEFAULT);
  }
}
