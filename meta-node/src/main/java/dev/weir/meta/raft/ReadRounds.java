package dev.weir.meta.raft;

import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets reads that come at once share a question to the group: at most one round is under way, and
 * whoever comes meanwhile shares the one after it, which begins later than they did. Thread-safe.
 */
final class ReadRounds {
  private final Supplier<OptionalLong> round;
  private @Nullable CompletableFuture<OptionalLong> next;
  private boolean running;

  /**
   * @param round asks the group; ends in bounded time
   */
  ReadRounds(Supplier<OptionalLong> round) {
    this.round = round;
  }

  /** What a round found that begins after this call. */
  synchronized CompletableFuture<OptionalLong> join() {
    if (next == null) {
      next = new CompletableFuture<>();
    }
    if (!running) {
      running = true;
      Thread.ofVirtual().name("meta-read-round").start(this::run);
    }
    return next;
  }

  private void run() {
    CompletableFuture<OptionalLong> asked = take();
    while (asked != null) {
      answer(asked);
      asked = take();
    }
  }

  /** A round that fails is a failure of those who asked, and no end of the rounds. */
  private void answer(CompletableFuture<OptionalLong> asked) {
    try {
      asked.complete(round.get());
    } catch (RuntimeException | Error failure) {
      asked.completeExceptionally(failure);
    }
  }

  private synchronized @Nullable CompletableFuture<OptionalLong> take() {
    CompletableFuture<OptionalLong> asked = next;
    next = null;
    running = asked != null;
    return asked;
  }
}
