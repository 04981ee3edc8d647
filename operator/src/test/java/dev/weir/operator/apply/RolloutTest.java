package dev.weir.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import org.junit.jupiter.api.Test;

class RolloutTest {

  private static Deployment deployment(long observed, int replicas, int updated, int ready) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withGeneration(2L)
        .endMetadata()
        .withNewSpec()
        .withReplicas(2)
        .endSpec()
        .withNewStatus()
        .withObservedGeneration(observed)
        .withReplicas(replicas)
        .withUpdatedReplicas(updated)
        .withReadyReplicas(ready)
        .endStatus()
        .build();
  }

  private static StatefulSet set(String current, String update, int replicas, int ready) {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withGeneration(2L)
        .endMetadata()
        .withNewSpec()
        .withReplicas(3)
        .endSpec()
        .withNewStatus()
        .withObservedGeneration(2L)
        .withCurrentRevision(current)
        .withUpdateRevision(update)
        .withReplicas(replicas)
        .withReadyReplicas(ready)
        .endStatus()
        .build();
  }

  @Test
  void shouldBeCompleteWhenEveryPodIsNewAndReady() {
    assertThat(Rollout.of(deployment(2, 2, 2, 2)).complete()).isTrue();
    assertThat(Rollout.of(set("a", "a", 3, 3)).complete()).isTrue();
  }

  @Test
  void shouldNotBelieveAStatusAboutAnOlderSpecification() {
    Rollout rollout = Rollout.of(deployment(1, 2, 2, 2));

    assertThat(rollout.updated()).isFalse();
    assertThat(rollout.complete()).isFalse();
  }

  @Test
  void shouldWaitForOldPodsToGo() {
    assertThat(Rollout.of(deployment(2, 3, 2, 3)).complete()).isFalse();
    assertThat(Rollout.of(deployment(2, 3, 2, 3)).updated()).isFalse();
    assertThat(Rollout.of(set("a", "b", 3, 3)).updated()).isFalse();
    assertThat(Rollout.of(set("a", "a", 5, 5)).complete()).isFalse();
  }

  @Test
  void shouldTellMissingPodsFromOldOnes() {
    Rollout rollout = Rollout.of(set("a", "a", 3, 2));

    assertThat(rollout.updated()).isTrue();
    assertThat(rollout.complete()).isFalse();
    assertThat(rollout.ready()).isEqualTo(2);
  }

  @Test
  void shouldCountNothingBeforeThereIsAStatus() {
    Deployment fresh = deployment(2, 2, 2, 2);
    fresh.setStatus(null);

    assertThat(Rollout.of(fresh)).isEqualTo(new Rollout(2, 0, 0, false));
  }
}
