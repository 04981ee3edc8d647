package dev.weir.crds.chart;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a number means, and so how it is written. */
public enum FormatKind {
  @JsonProperty("Number")
  NUMBER,
  /** A share: 0.255 is written 25.5 %. */
  @JsonProperty("Percent")
  PERCENT,
  @JsonProperty("Bytes")
  BYTES,
  /** Seconds, written in the unit that fits. */
  @JsonProperty("Duration")
  DURATION,
  @JsonProperty("Date")
  DATE,
  /** The unit is the currency. */
  @JsonProperty("Money")
  MONEY
}
