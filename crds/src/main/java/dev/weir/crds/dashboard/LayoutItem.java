package dev.weir.crds.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Patterns;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Where a chart stands: a grid of 12 columns, row unit 8 pixels and the gap. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "self.x + self.w <= 12",
    message = "x + w must be at most 12, the columns of the grid")
public record LayoutItem(
    @Required
        @Pattern(Patterns.PART_NAME)
        @Size(min = 1, max = Patterns.PART_NAME_MAX)
        @JsonPropertyDescription("Name of the chart.")
        String chart,
    @Required @Min(0) @Max(11) @JsonPropertyDescription("First column, from 0.") int x,
    @Required @Min(0) @Max(10000) @JsonPropertyDescription("First row, from 0.") int y,
    @Required @Min(1) @Max(12) @JsonPropertyDescription("Columns.") int w,
    @Required @Min(1) @Max(1000) @JsonPropertyDescription("Rows.") int h) {}
