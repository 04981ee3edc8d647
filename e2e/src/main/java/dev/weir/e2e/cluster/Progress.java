package dev.weir.e2e.cluster;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Tells a person what happens, one line a step with the seconds since the beginning. Thread-safe.
 */
public final class Progress {
  private final PrintStream out;
  private final long start = System.nanoTime();

  /** Begins to count. */
  public Progress(PrintStream out) {
    this.out = out;
  }

  /** Prints one step. */
  public void say(String step) {
    out.printf(Locale.ROOT, "  %6.1f s  %s%n", seconds(), step);
  }

  /** Seconds since the beginning. */
  public double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }
}
