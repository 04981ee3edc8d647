package dev.weir.operator.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.WeirStatus;
import dev.weir.crds.condition.Condition;
import dev.weir.crds.dashboard.DashboardStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryDelayTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private static WeirStatus notReadySince(Instant since) {
    Condition ready =
        new Condition("Ready", Condition.FALSE, "Unavailable", "it is down", since.toString(), 1L);
    return new DashboardStatus(List.of(ready), 1L, 0, 0, null, null);
  }

  @Test
  void shouldWaitLongerTheLongerItHasFailed() {
    assertThat(RetryDelay.after(notReadySince(NOW), NOW)).isEqualTo(Duration.ofSeconds(2));
    assertThat(RetryDelay.after(notReadySince(NOW.minusSeconds(20)), NOW))
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(RetryDelay.after(notReadySince(NOW.minusSeconds(86_400)), NOW))
        .isEqualTo(Duration.ofMinutes(1));
  }
}
