package dev.weir.operator.content;

import dev.weir.crds.WeirStatus;
import dev.weir.crds.condition.ConditionType;
import java.time.Duration;
import java.time.Instant;

/**
 * When to try again: the longer a resource has not been ready, the less often. It needs no memory,
 * so that a restart of the operator does not begin anew. Pure.
 */
final class RetryDelay {
  private static final Duration MIN = Duration.ofSeconds(2);
  private static final Duration MAX = Duration.ofMinutes(1);

  private RetryDelay() {}

  static Duration after(WeirStatus status, Instant now) {
    Duration age =
        status.conditions().stream()
            .filter(condition -> condition.type().equals(ConditionType.READY.text()))
            .map(condition -> Duration.between(Instant.parse(condition.lastTransitionTime()), now))
            .findFirst()
            .orElse(Duration.ZERO);
    Duration half = age.dividedBy(2);
    if (half.compareTo(MIN) < 0) {
      return MIN;
    }
    return half.compareTo(MAX) > 0 ? MAX : half;
  }
}
