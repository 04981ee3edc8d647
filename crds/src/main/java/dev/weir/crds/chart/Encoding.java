package dev.weir.crds.chart;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.weir.crds.Copies;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which column of the result means what in the chart. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Encoding(
    @JsonPropertyDescription(
            "Column along the horizontal axis; where a bin starts (Histogram); time of the"
                + " sparkline (BigNumber).")
        @Nullable String x,
    @Size(max = 20)
        @JsonPropertyDescription(
            "Columns along the vertical axis: one series each. HeatMap: the first names the row."
                + " Histogram: the first is the count. TimeSeries with several: the first is drawn"
                + " as bars, the others as lines. BigNumber: the first is the sparkline.")
        List<String> y,
    @JsonPropertyDescription("Column whose values split the rows into series.")
        @Nullable String series,
    @JsonPropertyDescription("Column whose values choose the colour of a mark.")
        @Nullable String color,
    @JsonPropertyDescription(
            "Column of the figure (BigNumber, first row), of the colour (HeatMap) or of the slice"
                + " (Pie).")
        @Nullable String value,
    @JsonPropertyDescription("Column whose values choose the size of a mark (Scatter).")
        @Nullable String size,
    @JsonPropertyDescription("Column that is written beside a mark in place of `x`.")
        @Nullable String label,
    @JsonPropertyDescription(
            "Column that the figure is compared with: BigNumber shows it small behind the subtitle"
                + " (first row), Bar as a dashed line (first row), TimeSeries as a dashed line.")
        @Nullable String compare) {

  public Encoding {
    y = Copies.of(y);
  }

  /** An encoding that says nothing, as of a table that shows every column. */
  public static final Encoding EMPTY =
      new Encoding(null, List.of(), null, null, null, null, null, null);
}
