package dev.weir.crds.warehouse;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much a warehouse is relied upon. */
public enum Profile {
  /** One of everything; embedded parts are allowed. */
  @JsonProperty("Development")
  DEVELOPMENT,
  /** Everything that holds data is replicated or outside; embedded parts are refused. */
  @JsonProperty("Production")
  PRODUCTION
}
