package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** One part of a warehouse. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PartStatus(
    @Required @JsonPropertyDescription("`meta`, `gateway`, `web`, `worker`, `scheduler`.")
        String name,
    @Required @JsonPropertyDescription("Pods that are wanted.") int replicas,
    @Required @JsonPropertyDescription("Pods that are ready.") int readyReplicas,
    @JsonPropertyDescription("Why it was last restarted.") @Nullable String reason) {}
