package dev.weir.operator.apply;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a workload has come. Pure.
 *
 * @param wanted pods
 * @param existing pods, old and new
 * @param ready pods
 * @param updated whether its controller has seen the specification and every pod is of it
 */
public record Rollout(int wanted, int existing, int ready, boolean updated) {

  /** Of a StatefulSet. */
  public static Rollout of(StatefulSet set) {
    int wanted = or(set.getSpec().getReplicas(), 1);
    StatefulSetStatus status = set.getStatus();
    if (status == null
        || !seen(set.getMetadata().getGeneration(), status.getObservedGeneration())) {
      return new Rollout(wanted, 0, status == null ? 0 : or(status.getReadyReplicas(), 0), false);
    }
    boolean oneRevision =
        status.getUpdateRevision() == null
            || Objects.equals(status.getUpdateRevision(), status.getCurrentRevision())
            || or(status.getUpdatedReplicas(), 0) >= wanted;
    return new Rollout(
        wanted, or(status.getReplicas(), 0), or(status.getReadyReplicas(), 0), oneRevision);
  }

  /** Of a Deployment. */
  public static Rollout of(Deployment deployment) {
    int wanted = or(deployment.getSpec().getReplicas(), 1);
    DeploymentStatus status = deployment.getStatus();
    if (status == null
        || !seen(deployment.getMetadata().getGeneration(), status.getObservedGeneration())) {
      return new Rollout(wanted, 0, status == null ? 0 : or(status.getReadyReplicas(), 0), false);
    }
    int existing = or(status.getReplicas(), 0);
    int updated = or(status.getUpdatedReplicas(), 0);
    return new Rollout(
        wanted,
        existing,
        or(status.getReadyReplicas(), 0),
        updated >= wanted && existing <= updated);
  }

  /** Whether everything is as wanted. */
  public boolean complete() {
    return updated && ready >= wanted && existing <= wanted;
  }

  private static boolean seen(@Nullable Long generation, @Nullable Long observed) {
    return generation == null || (observed != null && observed >= generation);
  }

  private static int or(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }
}
