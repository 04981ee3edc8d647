package dev.weir.crds.table;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which end comes first. */
public enum SortDirection {
  @JsonProperty("Ascending")
  ASCENDING,
  @JsonProperty("Descending")
  DESCENDING
}
