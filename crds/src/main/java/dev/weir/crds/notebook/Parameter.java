package dev.weir.crds.notebook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Patterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A value that the reader of a notebook sets and that its queries use. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Parameter(
    @Required
        @Pattern("^[a-z][a-z0-9_]*$")
        @Size(min = 1, max = Patterns.PART_NAME_MAX)
        @JsonPropertyDescription("Queries write it as `$name`. Lower case, digits and `_`.")
        String name,
    @Required @JsonPropertyDescription("What kind of value it takes.") ParameterType type,
    @JsonProperty("default")
        @Size(max = 1000)
        @JsonPropertyDescription("As text; dates and times as ISO 8601. Absent: NULL.")
        @Nullable String initial) {}
