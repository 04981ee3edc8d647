package dev.weir.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be found, visited and starred. In JSON and in paths the names are in lower case. */
public enum ContentKind {
  @JsonProperty("dashboard")
  DASHBOARD,
  @JsonProperty("notebook")
  NOTEBOOK,
  @JsonProperty("table")
  TABLE,
  @JsonProperty("column")
  COLUMN;

  /** The name in JSON and in paths. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of that label, or none. */
  public static Optional<ContentKind> find(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }
}
