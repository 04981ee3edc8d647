package dev.weir.crds.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Patterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One entry of a Secret in the namespace of the object that names it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SecretKeyRef(
    @Required
        @Size(min = 1, max = Patterns.OBJECT_NAME_MAX)
        @Pattern(Patterns.OBJECT_NAME)
        @JsonPropertyDescription("Name of the Secret, in the same namespace.")
        String name,
    @Required @Size(min = 1, max = 253) @JsonPropertyDescription("Key of the entry.") String key) {}
