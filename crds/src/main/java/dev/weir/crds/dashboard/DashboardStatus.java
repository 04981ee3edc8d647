package dev.weir.crds.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.WeirStatus;
import dev.weir.crds.condition.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a dashboard. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DashboardStatus(
    @JsonPropertyDescription("`Ready`, `Accepted`, `ResolvedRefs`.") List<Condition> conditions,
    @JsonPropertyDescription("The generation that this status is about.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("How many charts it shows.") @Nullable Integer charts,
    @JsonPropertyDescription("How many queries it runs.") @Nullable Integer queries,
    @JsonPropertyDescription("Where it is seen.") @Nullable String url,
    @JsonPropertyDescription("The last failure of one of its queries.") @Nullable String lastError)
    implements WeirStatus {

  public DashboardStatus {
    conditions = Copies.of(conditions);
  }
}
