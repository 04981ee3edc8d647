package dev.weir.crds.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a filter is set to when the dashboard is opened. Text, converted to the column's type. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FilterDefault(
    @Size(max = 1000) @JsonPropertyDescription("Chosen values; none means all (Values).")
        List<String> values,
    @Size(max = 100)
        @JsonPropertyDescription("Lowest value or first day, included; absent: no bound.")
        @Nullable String min,
    @Size(max = 100)
        @JsonPropertyDescription("Highest value or last day, included; absent: no bound.")
        @Nullable String max) {

  public FilterDefault {
    values = Copies.of(values);
  }
}
