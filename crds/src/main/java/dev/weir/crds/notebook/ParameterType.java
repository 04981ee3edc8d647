package dev.weir.crds.notebook;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What kind of value a parameter takes. */
public enum ParameterType {
  @JsonProperty("Text")
  TEXT,
  @JsonProperty("Number")
  NUMBER,
  @JsonProperty("Date")
  DATE,
  @JsonProperty("Timestamp")
  TIMESTAMP,
  @JsonProperty("Boolean")
  BOOLEAN
}
