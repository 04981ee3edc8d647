package dev.weir.crds.pod;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What each pod is promised and may use, as in a container. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Resources(
    @JsonPropertyDescription("What is promised.") @Nullable ResourceAmounts requests,
    @JsonPropertyDescription("What it may use at most.") @Nullable ResourceAmounts limits) {}
