package dev.weir.crds.validation;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The name that somebody may have meant. Optimal string alignment distance, case ignored. */
public final class Suggestion {

  private Suggestion() {}

  /** {@code did you mean "type"?}, or nothing when no name is near. */
  public static Optional<String> hint(String given, Collection<String> known) {
    return nearest(given, known).map(name -> "did you mean \"" + name + "\"?");
  }

  /** The nearest name within a third of its length; the first of {@code known} among equals. */
  public static Optional<String> nearest(String given, Collection<String> known) {
    String best = null;
    int bestDistance = Integer.MAX_VALUE;
    for (String name : known) {
      int allowed = Math.max(1, Math.max(name.length(), given.length()) / 3);
      if (Math.abs(name.length() - given.length()) > allowed) {
        continue;
      }
      int distance = distance(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance <= allowed && distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
