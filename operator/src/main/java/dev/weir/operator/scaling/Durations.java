package dev.weir.operator.scaling;

import java.time.Duration;
import java.util.Locale;

/** Durations as resources write them: {@code 1h30m}, {@code 90s}. Pure. */
final class Durations {
  private Durations() {}

  /**
   * @param text that the schema has let through
   */
  static Duration parse(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }
}
