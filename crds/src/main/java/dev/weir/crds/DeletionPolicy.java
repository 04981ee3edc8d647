package dev.weir.crds;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of data when the resource that describes it is deleted. */
public enum DeletionPolicy {
  /** It stays. */
  @JsonProperty("Retain")
  RETAIN,
  /** It is deleted with the resource. */
  @JsonProperty("Delete")
  DELETE
}
