package dev.weir.operator.apply;

import dev.weir.crds.WeirResource;
import dev.weir.crds.WeirStatus;
import dev.weir.crds.condition.Condition;
import dev.weir.crds.condition.ConditionType;
import dev.weir.crds.condition.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells as events what becomes of a resource: when its changing begins and ends, is paused or
 * stopped, and when it is ready no more. The status has the same, but only the last of it.
 */
public final class Transitions {
  private static final Set<String> TROUBLE =
      Stream.of(
              Reason.INVALID_SPEC,
              Reason.NOT_YET_SUPPORTED,
              Reason.REFERENCE_NOT_FOUND,
              Reason.SECRET_NOT_FOUND,
              Reason.APPLY_FAILED,
              Reason.REPLICAS_MISSING)
          .map(Reason::text)
          .collect(Collectors.toUnmodifiableSet());

  private final Events events;

  /** Tells through {@code events}. */
  public Transitions(Events events) {
    this.events = events;
  }

  /**
   * What the conditions say now; nothing when that is what they said. To be called before the
   * status is stored: whoever sees that finds the events.
   *
   * @param resource with the status that it had
   */
  public <T extends WeirStatus> void tell(WeirResource<?, T> resource, T after) {
    T before = resource.getStatus();
    List<Condition> old = before == null ? List.of() : before.conditions();
    for (Condition told : told(old, after.conditions())) {
      events.write(
          resource,
          TROUBLE.contains(told.reason()) ? Events.Type.WARNING : Events.Type.NORMAL,
          "Reconcile",
          told.reason(),
          told.message());
    }
  }

  /** The conditions that are another one now, each reason once. Pure. */
  static List<Condition> told(List<Condition> before, List<Condition> after) {
    List<Condition> told = new ArrayList<>();
    for (ConditionType type : List.of(ConditionType.READY, ConditionType.RECONCILING)) {
      find(after, type)
          .filter(now -> !isAsBefore(now, find(before, type)))
          .filter(now -> told.stream().noneMatch(other -> other.reason().equals(now.reason())))
          .ifPresent(told::add);
    }
    return told;
  }

  private static boolean isAsBefore(Condition now, Optional<Condition> before) {
    return before
        .map(
            old ->
                Objects.equals(old.status(), now.status())
                    && Objects.equals(old.reason(), now.reason()))
        .orElse(false);
  }

  private static Optional<Condition> find(List<Condition> conditions, ConditionType type) {
    return conditions.stream().filter(one -> one.type().equals(type.text())).findFirst();
  }
}
