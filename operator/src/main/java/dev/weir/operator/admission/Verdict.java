package dev.weir.operator.admission;

import dev.weir.crds.apply.Applied;
import dev.weir.crds.condition.Condition;
import dev.weir.crds.condition.ConditionType;
import dev.weir.crds.condition.Reason;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the webhook says of a resource. Pure.
 *
 * @param outcome what becomes of the request
 * @param message for whoever made it; empty when there is nothing to say
 */
public record Verdict(Outcome outcome, String message) {
  /** Nothing speaks against it. */
  public static final Verdict ALLOWED = new Verdict(Outcome.ALLOWED, "");

  /** Why nothing could be found out about a specification. */
  private static final Set<String> UNKNOWN =
      Stream.of(
              Reason.REFERENCE_NOT_FOUND,
              Reason.REFERENCE_NOT_READY,
              Reason.UNAVAILABLE,
              Reason.CONFLICT,
              Reason.PERMISSION_DENIED,
              Reason.APPLY_FAILED)
          .map(Reason::text)
          .collect(Collectors.toUnmodifiableSet());

  /** What becomes of a request. */
  public enum Outcome {
    /** It was checked and may pass; a message is a warning. */
    ALLOWED,
    /** It passes, as it could not be checked; the message says why. */
    UNCHECKED,
    /** It does not pass. */
    REFUSED
  }

  /** It does not pass, in the words that condition {@code Accepted} would have. */
  public static Verdict refused(String message) {
    return new Verdict(Outcome.REFUSED, message);
  }

  /** It passes unseen. */
  public static Verdict unchecked(String why) {
    return new Verdict(
        Outcome.UNCHECKED, "not checked now; it will be when it is made true: " + why);
  }

  /** What a reconcile would come to. */
  public static Verdict of(Applied applied) {
    Optional<Condition> accepted = failed(applied, ConditionType.ACCEPTED);
    if (accepted.isPresent()) {
      return refused(accepted.get().message());
    }
    return failed(applied, ConditionType.READY)
        .map(
            ready ->
                UNKNOWN.contains(ready.reason())
                    ? unchecked(ready.message())
                    : new Verdict(Outcome.ALLOWED, ready.message()))
        .orElse(ALLOWED);
  }

  private static Optional<Condition> failed(Applied applied, ConditionType type) {
    return applied.status().conditions().stream()
        .filter(
            condition ->
                condition.type().equals(type.text()) && condition.status().equals(Condition.FALSE))
        .findFirst();
  }
}
