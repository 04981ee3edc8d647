package dev.weir.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The statements that are measured, by name; they are resources of this module. */
public final class Statements {
  private static final List<String> BI =
      List.of(
          "01-totals",
          "02-by-day",
          "03-busiest-origins",
          "04-worst-routes",
          "05-hour-by-weekday",
          "06-delay-histogram",
          "07-quantiles-by-origin",
          "08-one-airport-one-month",
          "09-distance-bands",
          "10-week-over-week",
          "11-distinct-routes-by-day",
          "12-latest-late");

  private Statements() {}

  /** Twelve questions of a dashboard over flights. */
  public static Map<String, String> bi() {
    Map<String, String> statements = new LinkedHashMap<>();
    BI.forEach(name -> statements.put(name, load("bi/" + name + ".sql")));
    return statements;
  }

  /**
   * The 22 queries of TPC-H with the validation parameters of its specification.
   *
   * @param scaleFactor which one of them depends on
   */
  public static Map<String, String> tpch(String scaleFactor) {
    Map<String, String> statements = new LinkedHashMap<>();
    for (int i = 1; i <= 22; i++) {
      String name = "q%02d".formatted(i);
      String text = load("tpch/" + name + ".sql").replace("${SCALE}", scaleFactor);
      statements.put(name, text);
    }
    return statements;
  }

  private static String load(String resource) {
    try (InputStream in = Statements.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource " + resource + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
