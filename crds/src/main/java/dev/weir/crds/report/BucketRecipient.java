package dev.weir.crds.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A place in the object store of the warehouse. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record BucketRecipient(
    @Required
        @Size(min = 1, max = 1000)
        @JsonPropertyDescription("Keys begin with it; the date and time follow.")
        String prefix) {}
