package dev.weir.crds.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Patterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** An object in the namespace of the one that names it; the field says of which kind. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ObjectRef(
    @Required
        @Size(min = 1, max = Patterns.OBJECT_NAME_MAX)
        @Pattern(Patterns.OBJECT_NAME)
        @JsonPropertyDescription("Name of the object, in the same namespace.")
        String name) {}
