package dev.weir.crds;

/**
 * Regular expressions and lengths that several specifications share. RE2 and Java read them alike.
 */
public final class Patterns {
  /** A name inside a resource: of a query, chart, filter or cell. */
  public static final String PART_NAME = "^[a-z]([-a-z0-9]*[a-z0-9])?$";

  public static final int PART_NAME_MAX = 63;

  /** The name of a Kubernetes object. */
  public static final String OBJECT_NAME = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";

  public static final int OBJECT_NAME_MAX = 253;

  /** One statement. Long enough for generated SQL, short enough for the API server's 1.5 MB. */
  public static final int SQL_MAX = 100_000;

  public static final int TITLE_MAX = 200;
  public static final int TEXT_MAX = 100_000;

  /** An SQL name: a column, table or namespace. */
  public static final int IDENTIFIER_MAX = 255;

  private Patterns() {}
}
