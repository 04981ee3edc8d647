package dev.weir.crds.chart;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a chart draws the rows of its query. */
public enum ChartType {
  /** One figure, optionally with a comparison and a sparkline. */
  @JsonProperty("BigNumber")
  BIG_NUMBER,
  /** Time on x; the first y as bars when there are several, the others as lines over them. */
  @JsonProperty("TimeSeries")
  TIME_SERIES,
  @JsonProperty("Line")
  LINE,
  @JsonProperty("Area")
  AREA,
  @JsonProperty("Bar")
  BAR,
  /** A cell for each x and y, coloured by value. */
  @JsonProperty("HeatMap")
  HEAT_MAP,
  /** Bars that touch: x is where a bin starts, y its count. */
  @JsonProperty("Histogram")
  HISTOGRAM,
  @JsonProperty("Scatter")
  SCATTER,
  @JsonProperty("Pie")
  PIE,
  @JsonProperty("Table")
  TABLE
}
