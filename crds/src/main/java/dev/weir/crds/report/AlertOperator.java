package dev.weir.crds.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a figure is compared with a threshold. */
public enum AlertOperator {
  @JsonProperty("Above")
  ABOVE,
  @JsonProperty("AtLeast")
  AT_LEAST,
  @JsonProperty("Below")
  BELOW,
  @JsonProperty("AtMost")
  AT_MOST,
  @JsonProperty("Equal")
  EQUAL,
  @JsonProperty("NotEqual")
  NOT_EQUAL
}
