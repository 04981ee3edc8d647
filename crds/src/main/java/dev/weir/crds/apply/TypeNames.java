package dev.weir.crds.apply;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** SQL types in the one spelling in which two can be compared. Pure. */
final class TypeNames {
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("BOOL", "BOOLEAN"),
          Map.entry("LOGICAL", "BOOLEAN"),
          Map.entry("TINYINT", "INTEGER"),
          Map.entry("SMALLINT", "INTEGER"),
          Map.entry("INT", "INTEGER"),
          Map.entry("INT4", "INTEGER"),
          Map.entry("INT8", "BIGINT"),
          Map.entry("LONG", "BIGINT"),
          Map.entry("REAL", "FLOAT"),
          Map.entry("FLOAT4", "FLOAT"),
          Map.entry("FLOAT8", "DOUBLE"),
          Map.entry("DOUBLE PRECISION", "DOUBLE"),
          Map.entry("NUMERIC", "DECIMAL"),
          Map.entry("TEXT", "VARCHAR"),
          Map.entry("STRING", "VARCHAR"),
          Map.entry("CHAR", "VARCHAR"),
          Map.entry("BYTEA", "BLOB"),
          Map.entry("BINARY", "BLOB"),
          Map.entry("VARBINARY", "BLOB"),
          Map.entry("DATETIME", "TIMESTAMP"),
          Map.entry("TIMESTAMP WITHOUT TIME ZONE", "TIMESTAMP"),
          Map.entry("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ"));
  private static final Pattern TEXT_LENGTH =
      Pattern.compile("\\b(VARCHAR|CHAR|TEXT)\\s*\\([0-9]+\\)");
  private static final Pattern WORDS =
      Pattern.compile("[A-Z][A-Z0-9_]*( (PRECISION|WITH TIME ZONE|WITHOUT TIME ZONE))?");

  private TypeNames() {}

  /**
   * {@code int} and {@code INTEGER} give the same, {@code decimal( 12, 2 )} and {@code
   * NUMERIC(12,2)} too.
   */
  static String normalise(String type) {
    String plain = type.strip().toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
    plain = TEXT_LENGTH.matcher(plain).replaceAll("$1");
    plain =
        WORDS.matcher(plain).replaceAll(word -> ALIASES.getOrDefault(word.group(), word.group()));
    return plain.replaceAll("\\s*([(),\\[\\]])\\s*", "$1");
  }

  /** Whether the two mean one type. */
  static boolean same(String one, String other) {
    return normalise(one).equals(normalise(other));
  }
}
