package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.condition.Condition;
import dev.weir.operator.warehouse.Addresses;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.api.model.autoscaling.v1.ScaleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** ComputeClusters on a real API server with real controllers; pods stay pending. */
@OnControlPlane
class ComputeClusterIT {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final String NAME = "default";

  private static ControlPlane controlPlane;
  private static KubernetesClient client;

  @BeforeAll
  static void start() {
    controlPlane = ControlPlane.shared();
    client = controlPlane.client();
  }

  private static void createWarehouse(String namespace) {
    TestingResources.createWarehouse(client, "development", namespace);
  }

  private static void create(String golden, String namespace) {
    TestingResources.createCluster(client, golden, namespace);
  }

  private static ComputeCluster read(String namespace) {
    return client.resources(ComputeCluster.class).inNamespace(namespace).withName(NAME).get();
  }

  private static Condition condition(String namespace, String type) {
    ComputeCluster cluster = read(namespace);
    assertThat(cluster.getStatus()).as("status").isNotNull();
    return cluster.getStatus().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no condition " + type));
  }

  private static Deployment deployment(String namespace) {
    return client.apps().deployments().inNamespace(namespace).withName(NAME + "-compute").get();
  }

  private static void awaitReplicas(String namespace, int replicas) throws Exception {
    Eventually.holds(
        () -> {
          assertThat(deployment(namespace)).isNotNull();
          assertThat(deployment(namespace).getSpec().getReplicas()).isEqualTo(replicas);
        });
  }

  private static void patch(String namespace, String spec) {
    client
        .resources(ComputeCluster.class)
        .inNamespace(namespace)
        .withName(NAME)
        .patch(MERGE, "{\"spec\":" + spec + "}");
  }

  @Test
  void shouldWaitForItsWarehouseAndGoOnWhenItIsThere() throws Exception {
    String namespace = controlPlane.namespace("waits");
    try (RunningOperator running =
        new RunningOperator(controlPlane, namespace, Addresses.inCluster())) {
      create("replicas", namespace);
      Eventually.holds(
          () -> {
            Condition resolved = condition(namespace, "ResolvedRefs");
            assertThat(resolved.status()).isEqualTo("False");
            assertThat(resolved.reason()).isEqualTo("ReferenceNotFound");
          });
      assertThat(deployment(namespace)).isNull();

      createWarehouse(namespace);

      awaitReplicas(namespace, 2);
      Eventually.holds(
          () -> assertThat(condition(namespace, "ResolvedRefs").status()).isEqualTo("True"));
      assertThat(running.isReady()).isTrue();
    }
  }

  @Test
  void shouldFollowTheScaleSubresourceAndSuspend() throws Exception {
    String namespace = controlPlane.namespace("scale");
    createWarehouse(namespace);
    try (RunningOperator running =
        new RunningOperator(controlPlane, namespace, Addresses.inCluster())) {
      create("replicas", namespace);
      awaitReplicas(namespace, 2);
      Eventually.holds(
          () -> {
            assertThat(read(namespace).getStatus().replicas()).isEqualTo(2);
            assertThat(read(namespace).getStatus().readyReplicas()).isZero();
            assertThat(read(namespace).getStatus().selector())
                .isEqualTo(
                    "app.kubernetes.io/name=weir,app.kubernetes.io/instance=default,"
                        + "app.kubernetes.io/component=compute");
          });

      // When an autoscaler uses the scale subresource
      var scaled =
          client
              .resources(ComputeCluster.class)
              .inNamespace(namespace)
              .withName(NAME)
              .scale(scale(namespace, 4));
      assertThat(scaled.getSpec().getReplicas()).isEqualTo(4);

      // Then
      awaitReplicas(namespace, 4);

      // When
      patch(namespace, "{\"suspend\":true}");

      // Then
      awaitReplicas(namespace, 0);
      Eventually.holds(
          () -> {
            assertThat(condition(namespace, "Suspended").reason()).isEqualTo("SuspendedByUser");
            assertThat(condition(namespace, "Ready").status()).isEqualTo("True");
            assertThat(read(namespace).getStatus().replicas()).isZero();
          });

      // When
      patch(namespace, "{\"suspend\":false}");

      // Then
      awaitReplicas(namespace, 4);
      assertThat(running.isReady()).isTrue();
    }
  }

  /** The next status that is written of a cluster meets a change by somebody else just before. */
  private static final class ChangeBeforeStatus implements Interceptor {
    private final String namespace;
    private final AtomicReference<String> specification = new AtomicReference<>();

    ChangeBeforeStatus(String namespace) {
      this.namespace = namespace;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      if (request.method().equals("PATCH")
          && request.uri().getPath().endsWith("/computeclusters/" + NAME + "/status")) {
        String change = specification.getAndSet(null);
        if (change != null) {
          patch(namespace, change);
        }
      }
    }
  }

  @Test
  void shouldFollowAChangeThatComesWhileItsStatusIsWritten() throws Exception {
    String namespace = controlPlane.namespace("meanwhile");
    createWarehouse(namespace);
    ChangeBeforeStatus meanwhile = new ChangeBeforeStatus(namespace);
    KubernetesClient own =
        new KubernetesClientBuilder()
            .withConfig(client.getConfiguration())
            .withHttpClientBuilderConsumer(
                builder -> builder.addOrReplaceInterceptor("meanwhile", meanwhile))
            .build();
    try (RunningOperator running =
        new RunningOperator(own, RunningOperator.config(namespace), Addresses.inCluster())) {
      create("replicas", namespace);
      for (int replicas = 3; replicas < 6; replicas++) {
        patch(namespace, "{\"suspend\":true}");
        // Nothing else is to tell the operator to look again.
        Eventually.holds(
            () -> {
              assertThat(read(namespace).getStatus().replicas()).isZero();
              assertThat(condition(namespace, "Ready").status()).isEqualTo("True");
              assertThat(deployment(namespace).getStatus().getUnavailableReplicas()).isNull();
            });

        // When
        meanwhile.specification.set("{\"suspend\":false}");
        patch(namespace, "{\"replicas\":" + replicas + "}");

        // Then
        Eventually.holds(() -> assertThat(meanwhile.specification).hasNullValue());
        awaitReplicas(namespace, replicas);
        assertThat(running.isReady()).isTrue();
      }
    }
  }

  @Test
  void shouldChangeNothingWhileItIsPaused() throws Exception {
    String namespace = controlPlane.namespace("paused");
    createWarehouse(namespace);
    try (RunningOperator running =
        new RunningOperator(controlPlane, namespace, Addresses.inCluster())) {
      create("replicas", namespace);
      awaitReplicas(namespace, 2);
      pause(namespace, "\"true\"");
      Eventually.holds(
          () -> assertThat(condition(namespace, "Reconciling").reason()).isEqualTo("Paused"));

      // When the specification and what was made of it change
      patch(namespace, "{\"replicas\":5}");
      client.apps().deployments().inNamespace(namespace).withName(NAME + "-compute").scale(3);
      long made = deployment(namespace).getMetadata().getGeneration();

      // Then
      Eventually.holds(
          () -> {
            assertThat(condition(namespace, "Ready").status()).isEqualTo("False");
            assertThat(condition(namespace, "Ready").reason()).isEqualTo("Paused");
            assertThat(condition(namespace, "Ready").message()).contains("weir.dev/paused");
          });
      assertThat(deployment(namespace).getSpec().getReplicas()).isEqualTo(3);
      assertThat(deployment(namespace).getMetadata().getGeneration()).isEqualTo(made);
      assertThat(running.isReady()).isTrue();

      // When
      pause(namespace, "null");

      // Then
      awaitReplicas(namespace, 5);
      Eventually.holds(
          () -> assertThat(condition(namespace, "Reconciling").reason()).isNotEqualTo("Paused"));
    }
  }

  private static void pause(String namespace, String value) {
    client
        .resources(ComputeCluster.class)
        .inNamespace(namespace)
        .withName(NAME)
        .patch(MERGE, "{\"metadata\":{\"annotations\":{\"weir.dev/paused\":" + value + "}}}");
  }

  @Test
  void shouldSayHowManyNodesAClusterStartsWithAndLeaveThatToWhoeverScalesIt() throws Exception {
    String namespace = controlPlane.namespace("nobody");
    createWarehouse(namespace);
    try (RunningOperator running =
        new RunningOperator(controlPlane, namespace, Addresses.inCluster())) {
      create("nobody", namespace);
      awaitReplicas(namespace, 1);
      assertThat(read(namespace).getSpec().replicas()).isEqualTo(1);

      client
          .resources(ComputeCluster.class)
          .inNamespace(namespace)
          .withName(NAME)
          .scale(scale(namespace, 5));
      awaitReplicas(namespace, 5);
      // Makes the operator apply again.
      patch(namespace, "{\"limits\":{\"concurrentQueriesMax\":2}}");

      Eventually.holds(
          () ->
              assertThat(
                      deployment(namespace)
                          .getSpec()
                          .getTemplate()
                          .getSpec()
                          .getContainers()
                          .getFirst()
                          .getEnv())
                  .anyMatch(
                      variable ->
                          variable.getName().equals("WEIR_QUERIES_RUNNING_MAX")
                              && variable.getValue().equals("2")));
      assertThat(deployment(namespace).getSpec().getReplicas()).isEqualTo(5);
      assertThat(read(namespace).getSpec().replicas()).isEqualTo(5);
      assertThat(running.isReady()).isTrue();
    }
  }

  private static Scale scale(String namespace, int replicas) {
    return new ScaleBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec(replicas)
        .build();
  }

  @Test
  void shouldChangeItsKindWithItsDisksAndLeaveNothingBehind() throws Exception {
    String namespace = controlPlane.namespace("disks");
    createWarehouse(namespace);
    try (RunningOperator running =
        new RunningOperator(controlPlane, namespace, Addresses.inCluster())) {
      create("replicas", namespace);
      awaitReplicas(namespace, 2);

      patch(namespace, "{\"cache\":{\"storageClassName\":\"fast\"}}");

      Eventually.holds(
          () -> {
            assertThat(deployment(namespace)).isNull();
            assertThat(
                    client
                        .apps()
                        .statefulSets()
                        .inNamespace(namespace)
                        .withName(NAME + "-compute")
                        .get())
                .isNotNull();
          });

      client.resources(ComputeCluster.class).inNamespace(namespace).withName(NAME).delete();

      Eventually.holds(
          () -> {
            assertThat(
                    client
                        .apps()
                        .statefulSets()
                        .inNamespace(namespace)
                        .withLabel("weir.dev/owner-kind", "ComputeCluster")
                        .list()
                        .getItems())
                .isEmpty();
            assertThat(
                    client
                        .network()
                        .v1()
                        .networkPolicies()
                        .inNamespace(namespace)
                        .withLabel("weir.dev/owner-kind", "ComputeCluster")
                        .list()
                        .getItems())
                .isEmpty();
          });
      assertThat(running.isReady()).isTrue();
    }
  }
}
