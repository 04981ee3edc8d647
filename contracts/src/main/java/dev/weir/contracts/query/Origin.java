package dev.weir.contracts.query;

import org.jspecify.annotations.Nullable;

/**
 * What a query is for, so that its cost is attributed to the object that caused it.
 *
 * @param kind where it came from
 * @param name of the dashboard, notebook or report, {@code namespace/name}; null for ad-hoc kinds
 * @param part chart or cell; null when it is for the whole
 */
public record Origin(Kind kind, @Nullable String name, @Nullable String part) {

  /** The kinds of origin. */
  public enum Kind {
    DASHBOARD,
    NOTEBOOK,
    REPORT,
    CONSOLE,
    CLI,
    REST,
    FLIGHT_SQL,
    SYSTEM
  }

  /** An origin that is not a stored object. */
  public static Origin of(Kind kind) {
    return new Origin(kind, null, null);
  }
}
