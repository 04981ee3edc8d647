package dev.weir.engine.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which functions a statement may call. It is a list of what is allowed, so that a new version of
 * the engine opens nothing by itself; a test holds it against the functions that the engine has.
 * Immutable.
 */
public final class FunctionPolicy {
  private static final String RESOURCE = "functions.txt";
  private static final FunctionPolicy DEFAULT = load();

  private final Map<String, Set<String>> sections;

  private FunctionPolicy(Map<String, Set<String>> sections) {
    this.sections = sections;
  }

  /** The policy of this version. */
  public static FunctionPolicy standard() {
    return DEFAULT;
  }

  /** Scalar functions, aggregates, windows and macros. */
  public boolean allowsExpression(String name) {
    return allows("expressions", name);
  }

  /** Functions in FROM. */
  public boolean allowsTable(String name) {
    return allows("tables", name);
  }

  /** Functions whose answer changes by itself, so that a result must not be cached. */
  public boolean isVolatile(String name) {
    return allows("volatile", name);
  }

  /** Functions that Weir knows and refuses. */
  public boolean refuses(String name) {
    return allows("refused", name);
  }

  /** Names that a person may have meant. */
  public Collection<String> expressions() {
    return sections.getOrDefault("expressions", Set.of());
  }

  /** Names in FROM that a person may have meant. */
  public Collection<String> tables() {
    return sections.getOrDefault("tables", Set.of());
  }

  private boolean allows(String section, String name) {
    return sections.getOrDefault(section, Set.of()).contains(name.toLowerCase(Locale.ROOT));
  }

  private static FunctionPolicy load() {
    Map<String, Set<String>> sections = new HashMap<>();
    try (InputStream in = FunctionPolicy.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      Set<String> section = new HashSet<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("[")) {
          section =
              sections.computeIfAbsent(line.substring(1, line.length() - 1), k -> new HashSet<>());
        } else if (!line.startsWith("#")) {
          for (String name : line.trim().split("\\s+")) {
            if (!name.isEmpty()) {
              section.add(name.toLowerCase(Locale.ROOT));
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FunctionPolicy(sections);
  }
}
