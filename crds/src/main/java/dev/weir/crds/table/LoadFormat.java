package dev.weir.crds.table;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a file of rows is written. */
public enum LoadFormat {
  @JsonProperty("Parquet")
  PARQUET,
  @JsonProperty("Csv")
  CSV,
  @JsonProperty("Json")
  JSON
}
