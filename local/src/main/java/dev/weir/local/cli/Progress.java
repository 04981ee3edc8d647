package dev.weir.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** A query's progress in words. */
final class Progress {
  private Progress() {}

  /** One line for a {@code QueryStatus}: percent, rows, bytes, seconds. */
  static String describe(JsonNode status) {
    JsonNode stats = status.path("stats");
    StringBuilder line = new StringBuilder();
    double percent = stats.path("percent").asDouble(-1);
    if (percent >= 0) {
      line.append(String.format(Locale.ROOT, "%.0f%% · ", percent));
    }
    long rows = Math.max(stats.path("rowsRead").asLong(), stats.path("rowsReturned").asLong());
    if (rows > 0) {
      line.append(String.format(Locale.ROOT, "%,d rows · ", rows));
    }
    long bytes = Math.max(stats.path("bytesRead").asLong(), stats.path("bytesReturned").asLong());
    if (bytes > 0) {
      line.append(bytes(bytes)).append(" · ");
    }
    line.append(
        String.format(
            Locale.ROOT,
            "%.1f s · %s · Ctrl-C cancels",
            stats.path("totalMicros").asLong() / 1e6,
            status.path("state").asText().toLowerCase(Locale.ROOT)));
    return line.toString();
  }

  /** Decimal units, as storage is sold and metrics are written: {@code 1.7 MB}. */
  static String bytes(long count) {
    if (count < 1_000) {
      return count + " B";
    }
    String[] units = {"kB", "MB", "GB", "TB", "PB"};
    double value = count;
    int unit = -1;
    do {
      value /= 1_000;
      unit++;
    } while (value >= 999.95 && unit < units.length - 1);
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }
}
