package dev.weir.crds.apply;

import dev.weir.contracts.error.WeirException;
import dev.weir.crds.WeirResource;
import dev.weir.crds.WeirStatus;
import dev.weir.crds.condition.ConditionType;
import dev.weir.crds.condition.Conditions;
import dev.weir.crds.condition.Reason;
import dev.weir.crds.validation.Problem;
import dev.weir.crds.validation.Problems;
import dev.weir.crds.validation.ResourceValidator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline of one kind: dereference, validate, apply, status. A failure becomes a condition,
 * never an exception.
 */
final class Applier<R extends WeirResource<?, T>, T extends WeirStatus> {
  private static final String VALID = "the specification is valid";

  private final ContentKind<R, T> kind;

  Applier(ContentKind<R, T> kind) {
    this.kind = kind;
  }

  Applied apply(WeirApi api, R resource, ResourceLookup lookup, Instant now) {
    return attempt(resource, lookup, now, wanted -> kind.apply(api, wanted));
  }

  /** What {@link #apply} would come to, as far as that can be known without a write. */
  Applied check(WeirApi api, R resource, ResourceLookup lookup, Instant now) {
    return attempt(resource, lookup, now, wanted -> kind.check(api, wanted));
  }

  private Applied attempt(
      R resource, ResourceLookup lookup, Instant now, Function<R, Outcome<T>> act) {
    Conditions conditions = conditions(resource, now);
    Applied refused = refusal(resource, conditions);
    if (refused != null) {
      return refused;
    }
    for (Reference reference : kind.references(resource)) {
      Optional<? extends WeirResource<?, ?>> named =
          lookup.find(reference.kind(), resource.namespaceOrDefault(), reference.name());
      String what =
          reference.path() + ": " + reference.kind().text() + " \"" + reference.name() + "\"";
      if (named.isEmpty()) {
        return waiting(resource, conditions, Reason.REFERENCE_NOT_FOUND, what + " is not there");
      }
      if (lags(named.get())) {
        return waiting(resource, conditions, Reason.REFERENCE_NOT_READY, what + " is changing");
      }
    }
    conditions.holds(ConditionType.RESOLVED_REFS, Reason.RESOLVED, "every reference was found");
    return act(act, resource, conditions);
  }

  private Conditions conditions(R resource, Instant now) {
    T before = resource.getStatus();
    return new Conditions(
        before == null ? List.of() : before.conditions(),
        resource.getMetadata().getGeneration(),
        now);
  }

  /** As {@link #apply} of a resource whose warehouse cannot be spoken to yet. */
  Applied postpone(R resource, Reason reason, String message, Instant now) {
    Conditions conditions = conditions(resource, now);
    Applied refused = refusal(resource, conditions);
    return refused == null ? waiting(resource, conditions, reason, message) : refused;
  }

  private @Nullable Applied refusal(R resource, Conditions conditions) {
    List<Problem> problems = ResourceValidator.validate(resource);
    if (problems.isEmpty()) {
      return null;
    }
    String text = Problems.text(problems);
    conditions
        .fails(ConditionType.ACCEPTED, Reason.INVALID_SPEC, text)
        .fails(ConditionType.READY, Reason.INVALID_SPEC, text);
    return new Applied(
        kind.status(
            resource,
            resource.getStatus(),
            conditions.toList(),
            resource.getMetadata().getGeneration(),
            text),
        false);
  }

  private Applied act(Function<R, Outcome<T>> act, R resource, Conditions conditions) {
    T before = resource.getStatus();
    Long generation = resource.getMetadata().getGeneration();
    try {
      Outcome<T> outcome = act.apply(resource);
      Boolean ready = outcome.ready();
      if (Failures.refuses(outcome.reason())) {
        conditions.fails(ConditionType.ACCEPTED, outcome.reason(), outcome.message());
      } else {
        conditions.holds(ConditionType.ACCEPTED, Reason.VALID, VALID);
      }
      if (ready == null) {
        conditions.unknown(ConditionType.READY, outcome.reason(), outcome.message());
      } else if (ready) {
        conditions.holds(ConditionType.READY, outcome.reason(), outcome.message());
      } else {
        conditions.fails(ConditionType.READY, outcome.reason(), outcome.message());
      }
      T status = kind.status(resource, outcome.facts(), conditions.toList(), generation, null);
      return new Applied(status, false);
    } catch (WeirException e) {
      Reason reason = Failures.reason(e.code());
      String message = Failures.message(e);
      judge(conditions, reason, message);
      conditions.fails(ConditionType.READY, reason, message);
      return new Applied(
          kind.status(resource, before, conditions.toList(), generation, message),
          Failures.mayPass(e.code()));
    }
  }

  /** What a failure says about the specification. */
  private static void judge(Conditions conditions, Reason reason, String message) {
    if (Failures.refuses(reason)) {
      conditions.fails(ConditionType.ACCEPTED, reason, message);
    } else if (reason == Reason.TABLE_NOT_FOUND) {
      conditions
          .holds(ConditionType.ACCEPTED, Reason.VALID, VALID)
          .fails(ConditionType.RESOLVED_REFS, reason, message);
    } else {
      conditions.holdsUnlessKnown(ConditionType.ACCEPTED, Reason.VALID, VALID);
    }
  }

  private Applied waiting(R resource, Conditions conditions, Reason reason, String message) {
    conditions
        .holdsUnlessKnown(ConditionType.ACCEPTED, Reason.VALID, VALID)
        .fails(ConditionType.RESOLVED_REFS, reason, message)
        .fails(ConditionType.READY, reason, message);
    Long generation = resource.getMetadata().getGeneration();
    return new Applied(
        kind.status(resource, resource.getStatus(), conditions.toList(), generation, message),
        true);
  }

  /** A status that is about an older specification says nothing about this one. */
  private static boolean lags(WeirResource<?, ?> named) {
    Long generation = named.getMetadata().getGeneration();
    @Nullable Long observed =
        named.getStatus() == null ? null : named.getStatus().observedGeneration();
    return generation != null && observed != null && observed < generation;
  }

  String delete(WeirApi api, R resource) {
    return kind.delete(api, resource);
  }
}
