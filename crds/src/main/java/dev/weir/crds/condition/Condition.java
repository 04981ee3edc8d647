package dev.weir.crds.condition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One observation about a resource, in the shape that Kubernetes gives conditions. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
    @Required
        @JsonPropertyDescription("What is observed: `Ready` and the parts that it is made of.")
        String type,
    @Required @JsonPropertyDescription("`True`, `False` or `Unknown`.") String status,
    @Required @JsonPropertyDescription("Why, as one CamelCase word for programs.") String reason,
    @Required @JsonPropertyDescription("Why, and what to do, for people.") String message,
    @Required @JsonPropertyDescription("When `status` last changed, as RFC 3339 in UTC.")
        String lastTransitionTime,
    @JsonPropertyDescription("The generation of the specification that was observed.")
        @Nullable Long observedGeneration) {

  public static final String TRUE = "True";
  public static final String FALSE = "False";
  public static final String UNKNOWN = "Unknown";
}
