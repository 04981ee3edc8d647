package dev.weir.crds.notebook;

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

/** The cells of a notebook and what they run on. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.cells.all(a, self.cells.exists_one(b, b.name == a.name))",
    message = "cells must have different names")
@ValidationRule(
    value =
        "!has(self.parameters) || self.parameters.all(a, self.parameters.exists_one(b, b.name =="
            + " a.name))",
    message = "parameters must have different names")
@ValidationRule(
    value =
        "self.cells.all(c, !has(c.chart) || self.cells.exists(q, q.name == c.chart.query && q.type"
            + " == 'Query'))",
    message = "a chart names a cell that is not a query cell")
public record NotebookSpec(
    @Required @Size(min = 1, max = Patterns.TITLE_MAX) @JsonPropertyDescription("Heading.")
        String title,
    @Required @JsonPropertyDescription("The Warehouse whose tables are read.")
        ObjectRef warehouseRef,
    @JsonPropertyDescription(
            "The ComputeCluster that runs the queries; the warehouse's default when absent.")
        @Nullable ObjectRef computeClusterRef,
    @Size(max = 10000) @JsonPropertyDescription("What it is for, as Markdown.")
        @Nullable String description,
    @Size(max = Patterns.TITLE_MAX)
        @JsonPropertyDescription("Folder in which the web app lists it; nested by `/`.")
        @Nullable String folder,
    @Default("default")
        @Size(min = 1, max = Patterns.IDENTIFIER_MAX)
        @JsonPropertyDescription("SQL namespace in which unqualified names are looked up.")
        String namespace,
    @Size(max = 50) @JsonPropertyDescription("Values that the reader sets.")
        List<Parameter> parameters,
    @JsonPropertyDescription("When it runs by itself; never when absent.")
        @Nullable Schedule schedule,
    @Required @Size(min = 1, max = 200) @JsonPropertyDescription("From top to bottom.")
        List<Cell> cells) {

  public NotebookSpec {
    namespace = Copies.orElse(namespace, "default");
    parameters = Copies.of(parameters);
    cells = Copies.of(cells);
  }
}
