package dev.weir.crds.notebook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.WeirStatus;
import dev.weir.crds.condition.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a notebook. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NotebookStatus(
    @JsonPropertyDescription("`Ready`, `Accepted`, `ResolvedRefs`.") List<Condition> conditions,
    @JsonPropertyDescription("The generation that this status is about.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("How many cells it has.") @Nullable Integer cells,
    @JsonPropertyDescription("Where it is seen.") @Nullable String url,
    @JsonPropertyDescription("When it last ran by its schedule, as RFC 3339.")
        @Nullable String lastRunTime,
    @JsonPropertyDescription("The last failure of one of its queries.") @Nullable String lastError)
    implements WeirStatus {

  public NotebookStatus {
    conditions = Copies.of(conditions);
  }
}
