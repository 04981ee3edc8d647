package dev.weir.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DriftTest {

  private static Deployment wanted() {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("a")
        .addToLabels("x", "1")
        .endMetadata()
        .withNewSpec()
        .withReplicas(2)
        .withNewTemplate()
        .withNewSpec()
        .addNewContainer()
        .withName("a")
        .addNewEnv()
        .withName("EMPTY")
        .withValue("")
        .endEnv()
        .addNewEnv()
        .withName("ONE")
        .withValue("1")
        .endEnv()
        .withNewResources()
        .addToRequests("cpu", new Quantity("1000m"))
        .addToRequests("memory", new Quantity("1024Mi"))
        .endResources()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  /** As an API server writes it: with defaults, canonical amounts, and without what is empty. */
  private static Deployment live() {
    Deployment live = wanted();
    live.getMetadata().setResourceVersion("7");
    live.getSpec().setRevisionHistoryLimit(10);
    Container container = container(live);
    container.setImagePullPolicy("IfNotPresent");
    container.getEnv().getFirst().setValue(null);
    container.getResources().getRequests().put("cpu", new Quantity("1"));
    container.getResources().getRequests().put("memory", new Quantity("1Gi"));
    return live;
  }

  private static Container container(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
  }

  private static boolean driftsAfter(Consumer<Deployment> change) {
    Deployment live = live();
    change.accept(live);
    return Drift.between(wanted(), live);
  }

  @Test
  void shouldNotTakeDefaultsForDrift() {
    assertThat(driftsAfter(live -> {})).isFalse();
  }

  @Test
  void shouldSeeEveryKindOfChange() {
    assertThat(driftsAfter(live -> live.getSpec().setReplicas(3))).isTrue();
    assertThat(driftsAfter(live -> live.getMetadata().getLabels().clear())).isTrue();
    assertThat(driftsAfter(live -> container(live).getEnv().add(new EnvVar("X", "1", null))))
        .isTrue();
    assertThat(driftsAfter(live -> container(live).getEnv().getFirst().setValue("set"))).isTrue();
    assertThat(
            driftsAfter(
                live -> container(live).getResources().getRequests().put("cpu", new Quantity("2"))))
        .isTrue();
  }

  @Test
  void shouldHashAlikeWhateverTheOrderOfLabels() {
    Deployment one = wanted();
    one.getMetadata().getLabels().put("y", "2");
    Deployment other = wanted();
    other.getMetadata().getLabels().clear();
    other.getMetadata().getLabels().put("y", "2");
    other.getMetadata().getLabels().put("x", "1");

    assertThat(Drift.hash(one)).isEqualTo(Drift.hash(other)).isNotEqualTo(Drift.hash(wanted()));
  }
}
