package dev.weir.crds.chart;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Patterns;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** One column of a chart of type Table. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ChartColumn(
    @Required
        @Size(min = 1, max = Patterns.IDENTIFIER_MAX)
        @JsonPropertyDescription("Column of the result.")
        String name,
    @Size(max = Patterns.TITLE_MAX) @JsonPropertyDescription("Heading; the name when absent.")
        @Nullable String title,
    @JsonPropertyDescription("How its values are written.") @Nullable ValueFormat format,
    @Default("false") @JsonPropertyDescription("Draw a bar behind each value.") boolean bar) {}
