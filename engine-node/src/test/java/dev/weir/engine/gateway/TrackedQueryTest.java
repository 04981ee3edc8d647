package dev.weir.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.QueryState;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

class TrackedQueryTest {
  private static final int ROUNDS = 5_000;

  @Test
  void whoFollowsAQueryThatEndsJustNowIsToldItsEnd() throws Exception {
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        ExecutorService other = Executors.newSingleThreadExecutor()) {
      for (int round = 0; round < ROUNDS; round++) {
        TrackedQuery query = query(timer);
        List<QueryState> told = new CopyOnWriteArrayList<>();
        CountDownLatch followed = new CountDownLatch(1);
        Future<?> ending =
            other.submit(
                () -> {
                  followed.await();
                  query.succeed(null);
                  return null;
                });
        query.follow(
            status -> {
              told.add(status.state());
              followed.countDown();
              while (!query.status().state().isFinal()) {
                Thread.onSpinWait();
              }
            });
        ending.get();

        assertThat(told).isNotEmpty().endsWith(QueryState.SUCCEEDED);
        assertThat(told).filteredOn(QueryState::isFinal).hasSize(1);
      }
    }
  }

  private static TrackedQuery query(ScheduledExecutorService timer) {
    Caller ann = new Caller("", "ann", "Ann", List.of(), false);
    QueryRequest request =
        QueryRequest.of(ann, "SELECT 1", new Origin(Origin.Kind.REST, null, null));
    Instant now = Instant.now();
    QueryContext context = new QueryContext("q", request, now, now.plusSeconds(1));
    return new TrackedQuery(context, new Stopper(timer));
  }
}
