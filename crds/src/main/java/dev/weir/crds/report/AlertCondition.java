package dev.weir.crds.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.Patterns;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** When a report is worth sending: the first column of the first row, compared. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AlertCondition(
    @Required
        @Size(min = 1, max = Patterns.SQL_MAX)
        @JsonPropertyDescription("One SELECT with one figure; no row or NULL means no alert.")
        String sql,
    @Required @JsonPropertyDescription("How the figure is compared.") AlertOperator operator,
    @Required @JsonPropertyDescription("What it is compared with.") double threshold,
    @Default("true") @JsonPropertyDescription("Send when it becomes true, not every time it is.")
        Boolean onlyOnChange) {

  public AlertCondition {
    onlyOnChange = Copies.orElse(onlyOnChange, true);
  }
}
