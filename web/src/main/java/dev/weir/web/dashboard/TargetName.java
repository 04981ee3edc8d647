package dev.weir.web.dashboard;

/**
 * The table of a filter's target, with its namespace.
 *
 * @param namespace levels joined by dots
 * @param name without the namespace
 */
record TargetName(String namespace, String name) {

  /** {@code table} in the dashboard's namespace, or {@code namespace.table}. */
  static TargetName of(String table, String defaultNamespace) {
    int dot = table.lastIndexOf('.');
    return dot < 0
        ? new TargetName(defaultNamespace, table)
        : new TargetName(table.substring(0, dot), table.substring(dot + 1));
  }

  /** {@code namespace.table}. */
  String text() {
    return namespace + "." + name;
  }
}
