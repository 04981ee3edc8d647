package dev.weir.crds.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What runs the queries. */
public enum Engine {
  /** DuckDB on every node, with a cache on its disk. */
  @JsonProperty("Native")
  NATIVE,
  /** Trino over the same catalog, for queries that outgrow a node. */
  @JsonProperty("Trino")
  TRINO
}
