package dev.weir.crds.condition;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one reconcile, and the one place where they meet those of the last: a condition
 * whose status did not change keeps its time, and a newer generation wins. One for each reconcile;
 * not thread-safe.
 */
public final class Conditions {
  private final List<Condition> before;
  private final @Nullable Long generation;
  private final Instant now;
  private final Map<String, Condition> observed = new LinkedHashMap<>();

  /**
   * @param before of the stored status
   * @param generation that is being reconciled; null when there is no API server to count
   * @param now when
   */
  public Conditions(List<Condition> before, @Nullable Long generation, Instant now) {
    this.before = List.copyOf(before);
    this.generation = generation;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /** It is so. */
  public Conditions holds(ConditionType type, Reason reason, String message) {
    return put(type, Condition.TRUE, reason, message);
  }

  /** It is not so. */
  public Conditions fails(ConditionType type, Reason reason, String message) {
    return put(type, Condition.FALSE, reason, message);
  }

  /** It cannot be told yet. */
  public Conditions unknown(ConditionType type, Reason reason, String message) {
    return put(type, Condition.UNKNOWN, reason, message);
  }

  /**
   * It is so, unless more is known of this generation: what was found out before is not forgotten
   * while it cannot be found out again.
   */
  public Conditions holdsUnlessKnown(ConditionType type, Reason reason, String message) {
    boolean known =
        generation != null
            && before.stream()
                .anyMatch(old -> old.type().equals(type.text()) && !isOlder(old, generation));
    return known ? this : holds(type, reason, message);
  }

  private Conditions put(ConditionType type, String status, Reason reason, String message) {
    String since =
        before.stream()
            .filter(old -> old.type().equals(type.text()) && old.status().equals(status))
            .map(Condition::lastTransitionTime)
            .findFirst()
            .orElse(now.toString());
    observed.put(
        type.text(), new Condition(type.text(), status, reason.text(), message, since, generation));
    return this;
  }

  /**
   * All conditions in the order of {@link ConditionType}: those that were put, and those of before
   * that were not, unless they are about an older generation.
   */
  public List<Condition> toList() {
    Map<String, Condition> merged = new LinkedHashMap<>();
    Arrays.stream(ConditionType.values()).forEach(type -> pick(type.text(), merged));
    before.forEach(old -> pick(old.type(), merged));
    return new ArrayList<>(merged.values());
  }

  private void pick(String type, Map<String, Condition> merged) {
    Condition fresh = observed.get(type);
    before.stream()
        .filter(old -> old.type().equals(type))
        .filter(old -> fresh == null ? !isOlder(old, generation) : isNewer(old, generation))
        .findFirst()
        .ifPresent(old -> merged.put(type, old));
    if (fresh != null) {
      merged.putIfAbsent(type, fresh);
    }
  }

  private static boolean isOlder(Condition old, @Nullable Long generation) {
    Long seen = old.observedGeneration();
    return generation != null && (seen == null || seen < generation);
  }

  private static boolean isNewer(Condition old, @Nullable Long generation) {
    Long seen = old.observedGeneration();
    return generation != null && seen != null && seen > generation;
  }
}
