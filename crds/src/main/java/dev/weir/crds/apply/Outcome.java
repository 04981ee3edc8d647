package dev.weir.crds.apply;

import dev.weir.crds.condition.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What applying came to when nothing failed.
 *
 * @param facts the status without conditions; null when nothing new is known
 * @param ready it is what the specification says; null when that cannot be told yet
 * @param reason why, or why not
 * @param message the same for people
 */
record Outcome<T>(@Nullable T facts, @Nullable Boolean ready, Reason reason, String message) {

  static <T> Outcome<T> asSpecified(@Nullable T facts, String message) {
    return new Outcome<>(facts, true, Reason.AS_SPECIFIED, message);
  }
}
