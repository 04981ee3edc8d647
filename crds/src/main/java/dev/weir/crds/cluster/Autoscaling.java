package dev.weir.crds.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** As many nodes as there is work, between two bounds. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(value = "self.min <= self.max", message = "min must not be more than max")
public record Autoscaling(
    @Default("0")
        @Min(0)
        @Max(1000)
        @JsonPropertyDescription("Fewest nodes; 0 lets the cluster sleep.")
        Integer min,
    @Required @Min(1) @Max(1000) @JsonPropertyDescription("Most nodes.") int max,
    @Default("4")
        @Min(1)
        @Max(1000)
        @JsonPropertyDescription("Queries that a node should run at once.")
        Integer targetConcurrentQueries,
    @Default("10m")
        @Pattern("^([0-9]+h)?([0-9]+m)?([0-9]+s)?$")
        @Size(min = 2, max = 32)
        @JsonPropertyDescription(
            "Idle time after which a cluster with `min` 0 sleeps; the next query wakes it and is held.")
        String suspendAfter) {

  public Autoscaling {
    min = Copies.orElse(min, 0);
    targetConcurrentQueries = Copies.orElse(targetConcurrentQueries, 4);
    suspendAfter = Copies.orElse(suspendAfter, "10m");
  }
}
