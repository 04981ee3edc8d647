package dev.weir.bench;

import java.util.Arrays;
import java.util.Locale;

/** Measured times in nanoseconds, at least one. Immutable. */
public final class Samples {
  private final long[] sorted;

  private Samples(long[] sorted) {
    this.sorted = sorted;
  }

  /** The samples in any order. */
  public static Samples of(long[] nanos) {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("no samples");
    }
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Samples(sorted);
  }

  public long min() {
    return sorted[0];
  }

  public long max() {
    return sorted[sorted.length - 1];
  }

  public long median() {
    return quantile(0.5);
  }

  /** Nearest-rank quantile, {@code q} from 0 to 1. */
  public long quantile(double q) {
    return sorted[(int) Math.clamp(Math.ceil(q * sorted.length) - 1, 0, sorted.length - 1)];
  }

  public int count() {
    return sorted.length;
  }

  /** {@code min/median/max} in milliseconds. */
  public String millis() {
    return String.format(
        Locale.ROOT, "%.1f / %.1f / %.1f ms", min() / 1e6, median() / 1e6, max() / 1e6);
  }
}
