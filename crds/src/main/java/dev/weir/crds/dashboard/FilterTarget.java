package dev.weir.crds.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Patterns;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A column that a filter restricts, in every query that reads its table. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FilterTarget(
    @Required
        @Size(min = 1, max = Patterns.IDENTIFIER_MAX)
        @JsonPropertyDescription("`table` in the dashboard's namespace, or `namespace.table`.")
        String table,
    @Required @Size(min = 1, max = Patterns.IDENTIFIER_MAX) @JsonPropertyDescription("Its column.")
        String column) {}
