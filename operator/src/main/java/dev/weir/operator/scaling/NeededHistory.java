package dev.weir.operator.scaling;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** How many nodes one cluster needed within the last while. Not thread-safe. */
final class NeededHistory {
  private record Sample(long nanos, int needed) {}

  private final long windowNanos;
  private final Deque<Sample> samples = new ArrayDeque<>();
  private @Nullable Long beganNanos;

  NeededHistory(Duration window) {
    this.windowNanos = window.toNanos();
  }

  /**
   * Adds what is needed now. Of equal ones and smaller ones before only the time of the last
   * matters, so that no more are kept than there are nodes.
   *
   * @param nanos of a clock that only goes on
   */
  void add(long nanos, int needed) {
    if (beganNanos == null) {
      beganNanos = nanos;
    }
    while (!samples.isEmpty() && samples.getLast().needed() <= needed) {
      samples.removeLast();
    }
    samples.addLast(new Sample(nanos, needed));
    while (nanos - samples.getFirst().nanos() > windowNanos) {
      samples.removeFirst();
    }
  }

  /** The most that was needed; null while it was not watched for a whole window. */
  @Nullable Integer peak(long nanos) {
    if (beganNanos == null || nanos - beganNanos < windowNanos) {
      return null;
    }
    return samples.getFirst().needed();
  }
}
