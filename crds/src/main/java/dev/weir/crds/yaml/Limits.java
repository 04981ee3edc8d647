package dev.weir.crds.yaml;

/** How much text the parser takes. Far above what the API server would store. */
public final class Limits {
  /** UTF-16 units of one text. The API server refuses objects beyond 1.5 MB. */
  public static final int TEXT_MAX = 4_000_000;

  public static final int DOCUMENTS_MAX = 1_000;

  /** Nested maps and lists. */
  public static final int DEPTH_MAX = 50;

  /** Values of one text after aliases are expanded, so that an alias bomb ends early. */
  public static final int NODES_MAX = 300_000;

  private Limits() {}
}
