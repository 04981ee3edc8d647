package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.operator.warehouse.Addresses;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * A real HorizontalPodAutoscaler drives the scale subresource. It has nothing to measure here and
 * keeps the number within its bounds, which is enough to see who writes. Beside the other tests and
 * before them, since it watches for two minutes.
 */
@Order(1)
class HorizontalPodAutoscalerIT {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final String NAME = "default";
  private static final Duration WATCHED = Duration.ofMinutes(2);

  private final ControlPlane controlPlane = ControlPlane.shared();
  private final KubernetesClient client = controlPlane.client();

  @Test
  void shouldBeTheOnlyOneThatScales() throws Exception {
    String namespace = controlPlane.namespace("hpa");
    TestingResources.createWarehouse(client, "development", namespace);
    try (RunningOperator running =
        new RunningOperator(controlPlane, namespace, Addresses.inCluster())) {
      TestingResources.createCluster(client, "nobody", namespace);
      Eventually.holds(
          () -> assertThat(replicasOf(deployment(namespace))).as("nodes").isEqualTo(1));
      try (Numbers<ComputeCluster> asked =
              new Numbers<>(
                  cluster -> orZero(cluster.getSpec().replicas()),
                  watcher ->
                      client
                          .resources(ComputeCluster.class)
                          .inNamespace(namespace)
                          .watch(watcher));
          Numbers<Deployment> made =
              new Numbers<>(
                  HorizontalPodAutoscalerIT::replicasOf,
                  watcher -> client.apps().deployments().inNamespace(namespace).watch(watcher))) {
        // When
        autoscaler(namespace, 3, 5);
        Eventually.holds(() -> assertThat(replicasOf(deployment(namespace))).isEqualTo(3));
        long end = System.nanoTime() + WATCHED.toNanos();
        boolean another = false;
        while (System.nanoTime() < end) {
          // The operator has something to apply again and again.
          patch(namespace, "{\"limits\":{\"concurrentQueriesMax\":" + (another ? 2 : 3) + "}}");
          another = !another;
          TimeUnit.SECONDS.sleep(10);
        }
        autoscaler(namespace, 4, 5);
        Eventually.holds(() -> assertThat(replicasOf(deployment(namespace))).isEqualTo(4));

        // Then nobody has set it back for a moment
        assertThat(asked.distinct()).containsExactly(1, 3, 4);
        assertThat(made.distinct()).containsExactly(1, 3, 4);
      }
      assertThat(running.isReady()).isTrue();
    }
  }

  private void patch(String namespace, String spec) {
    client
        .resources(ComputeCluster.class)
        .inNamespace(namespace)
        .withName(NAME)
        .patch(MERGE, "{\"spec\":" + spec + "}");
  }

  private Deployment deployment(String namespace) {
    return client.apps().deployments().inNamespace(namespace).withName(NAME + "-compute").require();
  }

  private static int replicasOf(Deployment deployment) {
    return orZero(deployment.getSpec().getReplicas());
  }

  private static int orZero(Integer number) {
    return number == null ? 0 : number;
  }

  private void autoscaler(String namespace, int min, int max) {
    client
        .resource(
            new HorizontalPodAutoscalerBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withMinReplicas(min)
                .withMaxReplicas(max)
                .withNewScaleTargetRef("weir.dev/v1alpha1", "ComputeCluster", NAME)
                .addNewMetric()
                .withType("Resource")
                .withNewResource()
                .withName("cpu")
                .withNewTarget()
                .withType("Utilization")
                .withAverageUtilization(70)
                .endTarget()
                .endResource()
                .endMetric()
                .endSpec()
                .build())
        .serverSideApply();
  }

  /**
   * Every number that a field of the specification has had, as a watch tells of it. A watch that
   * was interrupted may tell of the same again, so numbers are kept by generation.
   */
  private static final class Numbers<T extends HasMetadata> implements Watcher<T>, AutoCloseable {
    private final Map<Long, Integer> seen = new ConcurrentSkipListMap<>();
    private final ToIntFunction<T> field;
    private final Watch watch;

    Numbers(ToIntFunction<T> field, Function<Watcher<T>, Watch> start) {
      this.field = field;
      this.watch = start.apply(this);
    }

    @Override
    public void eventReceived(Action action, T resource) {
      seen.put(resource.getMetadata().getGeneration(), field.applyAsInt(resource));
    }

    @Override
    public void onClose(WatcherException cause) {
      throw new AssertionError(cause);
    }

    /** In order, without repetitions that follow each other. */
    List<Integer> distinct() {
      List<Integer> distinct = new ArrayList<>();
      for (Integer number : seen.values()) {
        if (distinct.isEmpty() || !distinct.getLast().equals(number)) {
          distinct.add(number);
        }
      }
      return distinct;
    }

    @Override
    public void close() {
      watch.close();
    }
  }
}
