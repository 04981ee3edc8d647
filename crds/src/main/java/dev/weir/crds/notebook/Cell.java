package dev.weir.crds.notebook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Patterns;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One cell of a notebook. Only the field that belongs to its type is there. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "has(self.text) == (self.type == 'Text') && has(self.sql) == (self.type == 'Query') &&"
            + " has(self.chart) == (self.type == 'Chart')",
    message =
        "a cell of type Text has text, one of type Query has sql, one of type Chart has chart")
public record Cell(
    @Required
        @Pattern(Patterns.PART_NAME)
        @Size(min = 1, max = Patterns.PART_NAME_MAX)
        @JsonPropertyDescription("Unique among the cells of the notebook.")
        String name,
    @Required @JsonPropertyDescription("What the cell holds.") CellType type,
    @Size(min = 1, max = Patterns.TEXT_MAX) @JsonPropertyDescription("Markdown (Text).")
        @Nullable String text,
    @Size(min = 1, max = Patterns.SQL_MAX)
        @JsonPropertyDescription("One statement; `$name` stands for a parameter (Query).")
        @Nullable String sql,
    @JsonPropertyDescription("A picture of an earlier query cell (Chart).")
        @Nullable CellChart chart) {}
