package dev.weir.crds.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.WeirStatus;
import dev.weir.crds.condition.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a report. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ReportStatus(
    @JsonPropertyDescription("`Ready` and the parts it is made of.") List<Condition> conditions,
    @JsonPropertyDescription("The generation that this status is about.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("When it last ran, as RFC 3339.") @Nullable String lastRunTime,
    @JsonPropertyDescription("When it runs next, as RFC 3339.") @Nullable String nextRunTime,
    @JsonPropertyDescription("Whether its condition held at the last run.")
        @Nullable Boolean alerting,
    @JsonPropertyDescription("How often it was sent.") @Nullable Long sent,
    @JsonPropertyDescription("The last failure.") @Nullable String lastError)
    implements WeirStatus {

  public ReportStatus {
    conditions = Copies.of(conditions);
  }
}
