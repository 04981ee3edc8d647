package dev.weir.web.sql;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Names in SQL. */
public final class Identifiers {
  private Identifiers() {}

  /** {@code name} in double quotes, quotes in it doubled: any text is one identifier. */
  public static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A relation by namespace (levels joined by dots) and name, each quoted. */
  public static String quoteRelation(String namespace, String name) {
    return Arrays.stream(namespace.split("\\."))
            .map(Identifiers::quote)
            .collect(Collectors.joining("."))
        + "."
        + quote(name);
  }
}
