package dev.weir.crds.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Patterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A query that several charts may share. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NamedQuery(
    @Required
        @Pattern(Patterns.PART_NAME)
        @Size(min = 1, max = Patterns.PART_NAME_MAX)
        @JsonPropertyDescription("Unique among the queries of the dashboard.")
        String name,
    @Required
        @Size(min = 1, max = Patterns.SQL_MAX)
        @JsonPropertyDescription(
            "One SELECT, plain SQL. Filters need no place in it: they narrow the tables it reads.")
        String sql) {}
