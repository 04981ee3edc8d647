package dev.weir.crds.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.Patterns;
import dev.weir.crds.reference.ObjectRef;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the report shows. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "(has(self.dashboardRef) ? 1 : 0) + (has(self.notebookRef) ? 1 : 0) + (has(self.sql) ? 1 : 0) == 1",
    message = "exactly one of dashboardRef, notebookRef and sql must be given")
public record ReportContent(
    @JsonPropertyDescription("A Dashboard.") @Nullable ObjectRef dashboardRef,
    @JsonPropertyDescription("A Notebook, run from top to bottom.") @Nullable ObjectRef notebookRef,
    @Size(min = 1, max = Patterns.SQL_MAX) @JsonPropertyDescription("The result of a query.")
        @Nullable String sql,
    @JsonPropertyDescription(
            "Values of the dashboard's filters or the notebook's parameters, by name.")
        Map<String, String> filters) {

  public ReportContent {
    filters = Copies.of(filters);
  }
}
