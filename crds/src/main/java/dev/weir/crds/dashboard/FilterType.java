package dev.weir.crds.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a reader chooses in a filter. */
public enum FilterType {
  /** Any number of values out of those that the column has. */
  @JsonProperty("Values")
  VALUES,
  /** A lowest and a highest number, both included. */
  @JsonProperty("Range")
  RANGE,
  /** A first and a last day, both included. */
  @JsonProperty("DateRange")
  DATE_RANGE
}
