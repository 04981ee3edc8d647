package dev.weir.engine.sql;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what a person may have meant: the smallest edit distance (Levenshtein 1966). */
public final class Similarity {
  private Similarity() {}

  /** The nearest of {@code known}, or null when none is near. Ties go to the first in order. */
  public static @Nullable String nearest(String name, Iterable<String> known) {
    String best = null;
    int bestDistance = Math.max(1, name.length() / 3) + 1;
    String lower = name.toLowerCase(Locale.ROOT);
    for (String candidate : known) {
      int distance = distance(lower, candidate.toLowerCase(Locale.ROOT), bestDistance);
      if (distance < bestDistance
          || (distance == bestDistance && best != null && candidate.compareTo(best) < 0)) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  }

  private static int distance(String a, String b, int enough) {
    if (Math.abs(a.length() - b.length()) > enough) {
      return Integer.MAX_VALUE;
    }
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substitution, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
