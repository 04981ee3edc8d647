package dev.weir.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.query.Caller;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveClientTest {
  private static final Caller ADA = new Caller("one", "ada", "Ada", List.of(), false);

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private final LiveClient client = new LiveClient(ADA, () -> ADA, 2);

  @Test
  void shouldDoOneAfterAnotherAndTakeNoMoreThanMayWait() throws Exception {
    // Given
    begin();

    // When
    assertThat(client.enqueue(() -> done.add("second"))).isTrue();
    assertThat(client.enqueue(() -> done.add("third"))).isTrue();
    assertThat(client.enqueue(() -> done.add("never"))).isFalse();
    goOn.countDown();

    // Then
    assertThat(List.of(done.take(), done.take(), done.take()))
        .containsExactly("first", "second", "third");
    client.close();
  }

  @Test
  void shouldLetTheOneThatRunsEndAndDropTheOthersWhenItCloses() throws Exception {
    // Given
    begin();
    client.enqueue(() -> done.add("waiting"));

    // When
    client.close();
    goOn.countDown();

    // Then it was not interrupted
    assertThat(done.take()).isEqualTo("first");
    assertThat(client.enqueue(() -> done.add("late"))).isFalse();
    assertThat(done.poll(200, TimeUnit.MILLISECONDS)).isNull();
  }

  private void begin() throws InterruptedException {
    client.enqueue(
        () -> {
          begun.countDown();
          try {
            goOn.await();
            done.add("first");
          } catch (InterruptedException e) {
            done.add("interrupted");
          }
        });
    begun.await();
  }
}
