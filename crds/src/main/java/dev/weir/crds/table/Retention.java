package dev.weir.crds.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** How long a table remembers what it was. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Retention(
    @Default("7")
        @Min(0)
        @Max(36500)
        @JsonPropertyDescription("Days after which a snapshot may be forgotten.")
        Integer snapshotDays,
    @Default("10")
        @Min(1)
        @Max(100000)
        @JsonPropertyDescription("Newest snapshots that are kept however old they are.")
        Integer snapshotsMin,
    @JsonPropertyDescription("Rows that are deleted by age; none when absent.")
        @Nullable RowRetention rows) {

  public Retention {
    snapshotDays = Copies.orElse(snapshotDays, 7);
    snapshotsMin = Copies.orElse(snapshotsMin, 10);
  }
}
