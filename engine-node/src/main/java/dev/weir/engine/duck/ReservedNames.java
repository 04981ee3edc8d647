package dev.weir.engine.duck;

import java.util.Locale;
import java.util.Set;

/** Names that the SQL engine takes for a database where a namespace is meant. */
final class ReservedNames {
  private static final Set<String> DATABASES = Set.of("memory", "system", "temp");

  private ReservedNames() {}

  static boolean isDatabase(String name) {
    String folded = name.toLowerCase(Locale.ROOT);
    return DATABASES.contains(folded) || folded.startsWith(ViewSets.PREFIX);
  }
}
