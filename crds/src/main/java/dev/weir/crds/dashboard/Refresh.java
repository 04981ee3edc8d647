package dev.weir.crds.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** When an open dashboard asks again. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Refresh(
    @Default("0")
        @Min(0)
        @Max(86400)
        @JsonPropertyDescription(
            "Seconds between two rounds; 0: only when a reader asks or a table has a new snapshot.")
        Integer everySeconds) {

  public Refresh {
    everySeconds = Copies.orElse(everySeconds, 0);
  }
}
