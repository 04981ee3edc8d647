package dev.weir.meta.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadRoundsTest {

  @Test
  void shouldShareOnlyARoundThatBeginsLater() {
    // Given a first round that is under way
    AtomicLong begun = new AtomicLong();
    Semaphore started = new Semaphore(0);
    Semaphore answered = new Semaphore(0);
    ReadRounds rounds =
        new ReadRounds(
            () -> {
              long number = begun.incrementAndGet();
              started.release();
              answered.acquireUninterruptibly();
              return OptionalLong.of(number);
            });
    CompletableFuture<OptionalLong> first = rounds.join();
    started.acquireUninterruptibly();

    // When two more come
    CompletableFuture<OptionalLong> second = rounds.join();
    CompletableFuture<OptionalLong> third = rounds.join();
    answered.release(3);

    // Then they share the next one
    assertThat(first.join()).hasValue(1);
    assertThat(second.join()).hasValue(2);
    assertThat(third.join()).hasValue(2);
    assertThat(rounds.join().join()).hasValue(3);
    assertThat(begun).hasValue(3);
  }

  @Test
  void shouldGoOnAfterARoundThatFailed() {
    AtomicLong begun = new AtomicLong();
    ReadRounds rounds =
        new ReadRounds(
            () -> {
              if (begun.incrementAndGet() == 1) {
                throw new IllegalStateException("no answer");
              }
              return OptionalLong.of(begun.get());
            });

    assertThat(rounds.join())
        .failsWithin(Duration.ofMinutes(1))
        .withThrowableThat()
        .withMessageContaining("no answer");
    assertThat(rounds.join().orTimeout(1, TimeUnit.MINUTES).join()).hasValue(2);
  }
}
