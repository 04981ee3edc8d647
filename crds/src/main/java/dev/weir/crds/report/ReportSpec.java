package dev.weir.crds.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.Patterns;
import dev.weir.crds.reference.ObjectRef;
import dev.weir.crds.schedule.Schedule;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report as it is wanted. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.schedule) || (has(self.after) && size(self.after) > 0)",
    message = "give schedule or after, or nothing ever sets the report off")
@ValidationRule(
    value = "self.format != 'Csv' || has(self.content.sql)",
    message = "format Csv needs content.sql")
public record ReportSpec(
    @Required @JsonPropertyDescription("The Warehouse whose tables are read.")
        ObjectRef warehouseRef,
    @JsonPropertyDescription(
            "The ComputeCluster that runs the queries; the warehouse's default when absent.")
        @Nullable ObjectRef computeClusterRef,
    @Required
        @Size(min = 1, max = Patterns.TITLE_MAX)
        @JsonPropertyDescription("Heading and subject.")
        String title,
    @Default("default")
        @Size(min = 1, max = Patterns.IDENTIFIER_MAX)
        @JsonPropertyDescription("SQL namespace in which unqualified names are looked up.")
        String namespace,
    @JsonPropertyDescription("By the clock.") @Nullable Schedule schedule,
    @Size(max = 50)
        @JsonPropertyDescription("Tables (`namespace.table`) whose new snapshot sets it off.")
        List<String> after,
    @JsonPropertyDescription("Send only when this holds; always when absent.")
        @Nullable AlertCondition condition,
    @Required @JsonPropertyDescription("What it shows.") ReportContent content,
    @Default("Pdf") @JsonPropertyDescription("How it is written.") ReportFormat format,
    @Required @Size(min = 1, max = 50) @JsonPropertyDescription("Who gets it.")
        List<Recipient> recipients,
    @Default("false") @JsonPropertyDescription("Send nothing for now.") boolean suspend) {

  public ReportSpec {
    namespace = Copies.orElse(namespace, "default");
    after = Copies.of(after);
    format = Copies.orElse(format, ReportFormat.PDF);
    recipients = Copies.of(recipients);
  }
}
