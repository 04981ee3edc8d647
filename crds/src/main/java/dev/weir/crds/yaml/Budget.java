package dev.weir.crds.yaml;

import dev.weir.crds.validation.Problem;

/** Counts the values of a text, aliases expanded. Not thread-safe: one for each text. */
final class Budget {
  private final String source;
  private int left = Limits.NODES_MAX;

  Budget(String source) {
    this.source = source;
  }

  void take(int document, int line, int depth) throws UnreadableTextException {
    Problem.Place place = new Problem.Place(source, document, line);
    if (--left < 0) {
      throw new UnreadableTextException(
          new Problem(
              place,
              "",
              "more than " + Limits.NODES_MAX + " values, aliases expanded",
              "split it into several files"));
    }
    if (depth > Limits.DEPTH_MAX) {
      throw new UnreadableTextException(
          new Problem(place, "", "nested deeper than " + Limits.DEPTH_MAX + " levels", null));
    }
  }
}
