package dev.weir.crds.notebook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import dev.weir.crds.Patterns;
import dev.weir.crds.chart.ChartColumn;
import dev.weir.crds.chart.ChartType;
import dev.weir.crds.chart.Encoding;
import dev.weir.crds.chart.ValueFormat;
import dev.weir.crds.dashboard.Chart;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A picture of the result of a query cell. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CellChart(
    @Required
        @Pattern(Patterns.PART_NAME)
        @Size(min = 1, max = Patterns.PART_NAME_MAX)
        @JsonPropertyDescription("Name of the query cell whose rows are drawn.")
        String query,
    @Size(max = Patterns.TITLE_MAX) @JsonPropertyDescription("Heading; none when absent.")
        @Nullable String title,
    @Size(max = Patterns.TITLE_MAX) @JsonPropertyDescription("Small print beside the heading.")
        @Nullable String subtitle,
    @Required @JsonPropertyDescription("How the rows are drawn.") ChartType type,
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
        @Nullable Double threshold) {

  public CellChart {
    encoding = Copies.orElse(encoding, Encoding.EMPTY);
    columns = Copies.of(columns);
  }

  /** The same as a chart of a dashboard, so that one renderer draws both. */
  public Chart toChart(String name) {
    return new Chart(
        name,
        title,
        subtitle,
        type,
        query,
        null,
        encoding,
        columns,
        format,
        stacked,
        horizontal,
        limit,
        threshold,
        null,
        List.of());
  }
}
