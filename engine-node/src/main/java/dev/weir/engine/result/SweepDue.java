package dev.weir.engine.result;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Says when so much was added to a result store that its limits have to be looked at again. To look
 * takes a walk over all results, so that doing it for each new one made thousands of small results
 * slow. The limits are overstepped by a sixteenth at most. Thread-safe.
 */
final class SweepDue {
  private static final long PARTS = 16;

  private final ResultStoreConfig config;
  private final AtomicLong results = new AtomicLong();
  private final AtomicLong heapBytes = new AtomicLong();
  private final AtomicLong diskBytes = new AtomicLong();

  SweepDue(ResultStoreConfig config) {
    this.config = config;
  }

  /** A result was added; whether it is time. */
  boolean added(long heap, long disk) {
    return results.incrementAndGet() > config.resultsMax() / PARTS
        | heapBytes.addAndGet(heap) > config.heapBytesTotal() / PARTS
        | diskBytes.addAndGet(disk) > config.diskBytesTotal() / PARTS;
  }

  /** A result has grown in memory; the next one that is added finds that it is time. */
  void grew(long heap) {
    heapBytes.addAndGet(heap);
  }

  /** Everything has been looked at. */
  void done() {
    results.set(0);
    heapBytes.set(0);
    diskBytes.set(0);
  }
}
