package dev.weir.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Patterns;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Which rows are too old to keep. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RowRetention(
    @Required
        @Size(min = 1, max = Patterns.IDENTIFIER_MAX)
        @JsonPropertyDescription("Date or timestamp column that says how old a row is.")
        String column,
    @Required @Min(1) @Max(36500) @JsonPropertyDescription("Rows older than so many days go.")
        int days) {}
