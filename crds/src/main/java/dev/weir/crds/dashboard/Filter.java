package dev.weir.crds.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.Patterns;
import dev.weir.crds.chart.ValueFormat;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A control of a dashboard that narrows the tables which its queries read. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Filter(
    @Required
        @Pattern(Patterns.PART_NAME)
        @Size(min = 1, max = Patterns.PART_NAME_MAX)
        @JsonPropertyDescription("Unique among the filters of the dashboard.")
        String name,
    @Size(max = Patterns.TITLE_MAX) @JsonPropertyDescription("Label; the name when absent.")
        @Nullable String title,
    @Required @JsonPropertyDescription("What a reader chooses.") FilterType type,
    @Required
        @Size(min = 1, max = 20)
        @JsonPropertyDescription(
            "Columns that it restricts. The choices offered are those of the first.")
        List<FilterTarget> targets,
    @JsonProperty("default") @JsonPropertyDescription("What it is set to at first; absent: all.")
        @Nullable FilterDefault initial,
    @JsonPropertyDescription("How its values are written.") @Nullable ValueFormat format) {

  public Filter {
    targets = Copies.of(targets);
  }
}
