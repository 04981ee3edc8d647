package dev.weir.crds.notebook;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a cell holds. */
public enum CellType {
  /** Markdown in {@code text}. */
  @JsonProperty("Text")
  TEXT,
  /** One statement in {@code sql}. */
  @JsonProperty("Query")
  QUERY,
  /** A picture of an earlier query cell, in {@code chart}. */
  @JsonProperty("Chart")
  CHART
}
