package dev.weir.crds.apply;

import dev.weir.crds.WeirStatus;
import dev.weir.crds.condition.ConditionType;
import dev.weir.crds.condition.Reason;

/**
 * The end of one attempt.
 *
 * @param status replaces the stored one; equal to it when nothing happened
 * @param retry the cause may go away by itself, so try again later
 */
public record Applied(WeirStatus status, boolean retry) {

  /** Whether the {@code Ready} condition gives that reason, for example {@link Reason#LOADING}. */
  public boolean hasReason(Reason reason) {
    return status.conditions().stream()
        .anyMatch(
            condition ->
                condition.type().equals(ConditionType.READY.text())
                    && condition.reason().equals(reason.text()));
  }
}
