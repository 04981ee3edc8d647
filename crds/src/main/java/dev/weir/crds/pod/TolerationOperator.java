package dev.weir.crds.pod;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a toleration compares its value with that of a taint. */
public enum TolerationOperator {
  @JsonProperty("Equal")
  EQUAL,
  @JsonProperty("Exists")
  EXISTS
}
