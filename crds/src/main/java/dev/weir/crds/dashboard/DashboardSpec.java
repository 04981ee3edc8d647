package dev.weir.crds.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.Patterns;
import dev.weir.crds.reference.ObjectRef;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a dashboard shows. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!has(self.queries) || self.queries.all(a, self.queries.exists_one(b, b.name == a.name))",
    message = "queries must have different names")
@ValidationRule(
    value = "self.charts.all(a, self.charts.exists_one(b, b.name == a.name))",
    message = "charts must have different names")
@ValidationRule(
    value =
        "!has(self.filters) || self.filters.all(a, self.filters.exists_one(b, b.name == a.name))",
    message = "filters must have different names")
@ValidationRule(
    value =
        "self.charts.all(c, !has(c.query) || (has(self.queries) && self.queries.exists(q, q.name =="
            + " c.query)))",
    message = "a chart names a query that is not among queries")
@ValidationRule(
    value = "!has(self.layout) || self.layout.all(l, self.charts.exists(c, c.name == l.chart))",
    message = "layout names a chart that is not among charts")
@ValidationRule(
    value =
        "self.charts.all(c, !has(c.crossFilter) || (has(self.filters) && self.filters.exists(f,"
            + " f.name == c.crossFilter.filter)))",
    message = "a cross-filter names a filter that is not among filters")
@ValidationRule(
    value =
        "self.charts.all(c, !has(c.ignoreFilters) || c.ignoreFilters.all(i, has(self.filters) &&"
            + " self.filters.exists(f, f.name == i)))",
    message = "ignoreFilters names a filter that is not among filters")
public record DashboardSpec(
    @Required @JsonPropertyDescription("The Warehouse whose tables are read.")
        ObjectRef warehouseRef,
    @JsonPropertyDescription(
            "The ComputeCluster that runs the queries; the warehouse's default when absent.")
        @Nullable ObjectRef computeClusterRef,
    @Required @Size(min = 1, max = Patterns.TITLE_MAX) @JsonPropertyDescription("Heading.")
        String title,
    @Size(max = 10000) @JsonPropertyDescription("What it is for, as Markdown.")
        @Nullable String description,
    @Size(max = Patterns.TITLE_MAX)
        @JsonPropertyDescription("Folder in which the web app lists it; nested by `/`.")
        @Nullable String folder,
    @Default("default")
        @Size(min = 1, max = Patterns.IDENTIFIER_MAX)
        @JsonPropertyDescription("SQL namespace in which unqualified names are looked up.")
        String namespace,
    @JsonPropertyDescription("When an open dashboard asks again.") Refresh refresh,
    @Size(max = 100) @JsonPropertyDescription("Queries that charts share.")
        List<NamedQuery> queries,
    @Required @Size(min = 1, max = 100) @JsonPropertyDescription("What is shown.")
        List<Chart> charts,
    @Size(max = 30) @JsonPropertyDescription("Controls above the charts.") List<Filter> filters,
    @Size(max = 100)
        @JsonPropertyDescription(
            "Where the charts stand; a chart that is not named follows below, half as wide as the"
                + " page.")
        List<LayoutItem> layout) {

  public DashboardSpec {
    namespace = Copies.orElse(namespace, "default");
    refresh = Copies.orElse(refresh, new Refresh(0));
    queries = Copies.of(queries);
    charts = Copies.of(charts);
    filters = Copies.of(filters);
    layout = Copies.of(layout);
  }
}
