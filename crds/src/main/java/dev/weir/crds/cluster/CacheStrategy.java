package dev.weir.crds.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is brought to the disk of a node, and when. */
public enum CacheStrategy {
  /** The column chunks that a query needs. */
  @JsonProperty("LoadOnDemand")
  LOAD_ON_DEMAND,
  /** Footers and indexes at once, column chunks on demand. */
  @JsonProperty("LoadIndexes")
  LOAD_INDEXES,
  /** Everything that the node is responsible for. */
  @JsonProperty("LoadAll")
  LOAD_ALL
}
