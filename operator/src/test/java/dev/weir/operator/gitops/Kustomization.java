package dev.weir.operator.gitops;

import dev.weir.crds.condition.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a Kustomization of Flux says of itself.
 *
 * @param name of the object
 * @param lastAppliedRevision the last that became healthy; empty before the first
 * @param lastAttemptedRevision the last that was looked at; empty before the first
 * @param ready the condition that sums it up
 */
public record Kustomization(
    String name,
    String lastAppliedRevision,
    String lastAttemptedRevision,
    Optional<Condition> ready) {

  static Kustomization of(GenericKubernetesResource object) {
    Condition[] conditions =
        Serialization.unmarshal(
            Serialization.asJson(
                Optional.<Object>ofNullable(object.get("status", "conditions")).orElse(List.of())),
            Condition[].class);
    return new Kustomization(
        object.getMetadata().getName(),
        revision(object, "lastAppliedRevision"),
        revision(object, "lastAttemptedRevision"),
        Arrays.stream(conditions)
            .filter(condition -> condition.type().equals("Ready"))
            .findFirst());
  }

  private static String revision(GenericKubernetesResource object, String field) {
    return Optional.<String>ofNullable(object.get("status", field)).orElse("");
  }

  /** Whether all of a revision is there and healthy. */
  public boolean isReadyAt(String revision) {
    return lastAppliedRevision.equals(revision) && hasStatus(Condition.TRUE);
  }

  /** Whether it has given up on a revision, until it tries again. */
  public boolean hasFailedAt(String revision) {
    return lastAttemptedRevision.equals(revision) && hasStatus(Condition.FALSE);
  }

  private boolean hasStatus(String status) {
    return ready.filter(condition -> condition.status().equals(status)).isPresent();
  }

  /** Why it is ready or not; empty before it says anything. */
  public String reason() {
    return ready.map(Condition::reason).orElse("");
  }

  /** The same for people. */
  public String message() {
    return ready.map(Condition::message).orElse("");
  }
}
