package dev.weir.crds.dashboard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.Patterns;
import dev.weir.crds.chart.ChartColumn;
import dev.weir.crds.chart.ChartType;
import dev.weir.crds.chart.Encoding;
import dev.weir.crds.chart.ValueFormat;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One chart of a dashboard. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.query) != has(self.sql)",
    message = "exactly one of query and sql must be given")
public record Chart(
    @Required
        @Pattern(Patterns.PART_NAME)
        @Size(min = 1, max = Patterns.PART_NAME_MAX)
        @JsonPropertyDescription("Unique among the charts of the dashboard.")
        String name,
    @Size(max = Patterns.TITLE_MAX) @JsonPropertyDescription("Heading; the name when absent.")
        @Nullable String title,
    @Size(max = Patterns.TITLE_MAX) @JsonPropertyDescription("Small print beside the heading.")
        @Nullable String subtitle,
    @Required @JsonPropertyDescription("How the rows are drawn.") ChartType type,
    @Pattern(Patterns.PART_NAME)
        @Size(min = 1, max = Patterns.PART_NAME_MAX)
        @JsonPropertyDescription("Name of the query whose rows it shows. This or `sql`.")
        @Nullable String query,
    @Size(min = 1, max = Patterns.SQL_MAX)
        @JsonPropertyDescription("A query of its own. This or `query`.")
        @Nullable String sql,
    @JsonPropertyDescription("Which column means what. Only a Table needs none.") Encoding encoding,
    @Size(max = 100)
        @JsonPropertyDescription("Columns of a Table, in order; every column when absent.")
        List<ChartColumn> columns,
    @JsonPropertyDescription("How values are written.") @Nullable ValueFormat format,
    @Default("false") @JsonPropertyDescription("Stack the series (Area, Bar, TimeSeries).")
        boolean stacked,
    @Default("false") @JsonPropertyDescription("Draw bars from left to right.") boolean horizontal,
    @Min(1)
        @Max(100000)
        @JsonPropertyDescription("Show at most so many rows; all that were returned when absent.")
        @Nullable Integer limit,
    @JsonPropertyDescription(
            "Marks at or beyond it are drawn in the exception colour, along x (Histogram) or y.")
        @Nullable Double threshold,
    @JsonPropertyDescription("What clicking a mark does; nothing when absent.")
        @Nullable CrossFilter crossFilter,
    @Size(max = 30) @JsonPropertyDescription("Names of filters that do not narrow this chart.")
        List<@Size(min = 1, max = Patterns.PART_NAME_MAX) String> ignoreFilters) {

  public Chart {
    encoding = Copies.orElse(encoding, Encoding.EMPTY);
    columns = Copies.of(columns);
    ignoreFilters = Copies.of(ignoreFilters);
  }
}
