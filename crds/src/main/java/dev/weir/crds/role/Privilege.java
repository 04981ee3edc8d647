package dev.weir.crds.role;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a role may do. */
public enum Privilege {
  @JsonProperty("Select")
  SELECT,
  @JsonProperty("Insert")
  INSERT,
  @JsonProperty("Update")
  UPDATE,
  @JsonProperty("Delete")
  DELETE,
  @JsonProperty("Create")
  CREATE,
  @JsonProperty("Alter")
  ALTER,
  @JsonProperty("Drop")
  DROP
}
