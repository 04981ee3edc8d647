package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.condition.Condition;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.warehouse.Addresses;
import dev.weir.operator.warehouse.GoldenState;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Warehouses on a real API server with real controllers; pods stay pending. */
@OnControlPlane
class WarehouseIT {
  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          Secret.class,
          ConfigMap.class,
          Service.class,
          NetworkPolicy.class,
          PodDisruptionBudget.class,
          StatefulSet.class,
          Deployment.class,
          Ingress.class);

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private static ControlPlane controlPlane;
  private static KubernetesClient client;

  @BeforeAll
  static void start() {
    controlPlane = ControlPlane.shared();
    client = controlPlane.client();
  }

  private static RunningOperator operator(String namespace) {
    return new RunningOperator(controlPlane, namespace, Addresses.inCluster());
  }

  private static Warehouse create(String golden, String namespace) {
    return TestingResources.createWarehouse(client, golden, namespace);
  }

  private static Warehouse read(String namespace, String name) {
    return client.resources(Warehouse.class).inNamespace(namespace).withName(name).get();
  }

  private static Condition condition(String namespace, String name, String type) {
    Warehouse warehouse = read(namespace, name);
    assertThat(warehouse.getStatus()).as("status").isNotNull();
    return warehouse.getStatus().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no condition " + type));
  }

  /** Kind and name of all that the operator makes → resource version. */
  private static Map<String, String> versions(String namespace) {
    Map<String, String> versions = new TreeMap<>();
    for (Class<? extends HasMetadata> kind : KINDS) {
      for (HasMetadata object :
          client
              .resources(kind)
              .inNamespace(namespace)
              .withLabel("app.kubernetes.io/managed-by", "weir-operator")
              .list()
              .getItems()) {
        versions.put(
            object.getKind() + "/" + object.getMetadata().getName(),
            object.getMetadata().getResourceVersion());
      }
    }
    return versions;
  }

  private static void awaitReconciled(String namespace, String name) throws Exception {
    Eventually.holds(
        () -> {
          Condition ready = condition(namespace, name, "Ready");
          assertThat(ready.status()).isEqualTo("False");
          assertThat(ready.reason()).isIn("Progressing", "RollingUpdate");
          assertThat(ready.observedGeneration())
              .isEqualTo(read(namespace, name).getMetadata().getGeneration());
        });
    awaitQuiet(namespace);
  }

  /** Until the cluster's own controllers have written their part. */
  private static void awaitQuiet(String namespace) throws Exception {
    Map<String, String> before = versions(namespace);
    int same = 0;
    while (same < 8) {
      Thread.sleep(500);
      Map<String, String> now = versions(namespace);
      same = now.equals(before) ? same + 1 : 0;
      before = now;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"development", "production", "managed"})
  void shouldMakeTheObjectsOfTheGoldenFileAndNothingElse(String golden) throws Exception {
    // Given
    String namespace = controlPlane.namespace(golden);
    GoldenState.secretsOf(golden, namespace).forEach(secret -> client.resource(secret).create());

    // When
    try (RunningOperator running = operator(namespace)) {
      Warehouse warehouse = create(golden, namespace);
      awaitReconciled(namespace, warehouse.getMetadata().getName());

      // Then
      List<HasMetadata> wanted = GoldenState.atFirst(golden, warehouse);
      assertThat(versions(namespace).keySet())
          .containsExactlyInAnyOrderElementsOf(
              wanted.stream()
                  .map(object -> object.getKind() + "/" + object.getMetadata().getName())
                  .toList());
      for (HasMetadata object : wanted) {
        GoldenState.assertCarries(client.resource(object).get(), object);
      }
      assertThat(running.isReady()).isTrue();
    }
  }

  @Test
  void shouldWriteNothingWhenNothingChanged() throws Exception {
    // Given
    String namespace = controlPlane.namespace("unchanged");
    Map<String, String> before;
    String status;
    try (RunningOperator running = operator(namespace)) {
      create("development", namespace);
      awaitReconciled(namespace, "local");
      before = versions(namespace);
      status = read(namespace, "local").getMetadata().getResourceVersion();
      double reconciles = running.succeeded("Warehouse");

      // When it is reconciled again because of something that does not matter
      String found =
          client
              .configMaps()
              .inNamespace(namespace)
              .withName("local-meta-group")
              .get()
              .getData()
              .get("found");
      assertThat(found).isEqualTo("local-meta-0");
      Eventually.holds(
          () -> assertThat(running.succeeded("Warehouse")).isGreaterThan(reconciles + 2));

      // Then
      assertThat(versions(namespace)).isEqualTo(before);
      assertThat(read(namespace, "local").getMetadata().getResourceVersion()).isEqualTo(status);
    }

    // When the operator is another one
    try (RunningOperator running = operator(namespace)) {
      Eventually.holds(() -> assertThat(running.succeeded("Warehouse")).isGreaterThan(2));
    }

    // Then
    assertThat(versions(namespace)).isEqualTo(before);
    assertThat(read(namespace, "local").getMetadata().getResourceVersion()).isEqualTo(status);
  }

  @Test
  void shouldPutBackWhatSomebodyChangedAndDeleted() throws Exception {
    String namespace = controlPlane.namespace("drift");
    try (RunningOperator running = operator(namespace)) {
      create("development", namespace);
      awaitReconciled(namespace, "local");
      String token =
          client
              .secrets()
              .inNamespace(namespace)
              .withName("local-admin")
              .get()
              .getData()
              .get("token");

      client.apps().deployments().inNamespace(namespace).withName("local-web").scale(3);
      client.services().inNamespace(namespace).withName("local-gateway").delete();

      Eventually.holds(
          () -> {
            assertThat(
                    client
                        .apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName("local-web")
                        .get()
                        .getSpec()
                        .getReplicas())
                .isEqualTo(1);
            assertThat(client.services().inNamespace(namespace).withName("local-gateway").get())
                .isNotNull();
          });
      assertThat(running.isReady()).isTrue();
      assertThat(
              client
                  .secrets()
                  .inNamespace(namespace)
                  .withName("local-admin")
                  .get()
                  .getData()
                  .get("token"))
          .isEqualTo(token);
    }
  }

  @Test
  void shouldPutBackNothingWhileItIsPaused() throws Exception {
    String namespace = controlPlane.namespace("paused");
    try (RunningOperator running = operator(namespace)) {
      create("development", namespace);
      awaitReconciled(namespace, "local");
      annotate(namespace, "\"true\"");
      Eventually.holds(
          () ->
              assertThat(read(namespace, "local").getStatus().conditions())
                  .anyMatch(condition -> condition.reason().equals("Paused")));
      assertThat(events(namespace)).contains("Normal Paused");
      double writes = running.writes();
      double reconciles = running.succeeded("Warehouse");

      // When
      client.services().inNamespace(namespace).withName("local-gateway").delete();

      // Then
      Eventually.holds(() -> assertThat(running.succeeded("Warehouse")).isGreaterThan(reconciles));
      assertThat(running.writes()).isEqualTo(writes);
      assertThat(client.services().inNamespace(namespace).withName("local-gateway").get()).isNull();

      // When
      annotate(namespace, "null");

      // Then
      Eventually.holds(
          () ->
              assertThat(client.services().inNamespace(namespace).withName("local-gateway").get())
                  .isNotNull());
    }
  }

  private static void annotate(String namespace, String value) {
    client
        .resources(Warehouse.class)
        .inNamespace(namespace)
        .withName("local")
        .patch(MERGE, "{\"metadata\":{\"annotations\":{\"weir.dev/paused\":" + value + "}}}");
  }

  @Test
  void shouldUpgradeOnePartAfterTheOther() throws Exception {
    String namespace = controlPlane.namespace("upgrade");
    try (TestingKubelet kubelet = new TestingKubelet(client, namespace);
        RunningOperator running = operator(namespace)) {
      create("development", namespace);
      Eventually.holds(
          () -> {
            assertThat(ready(namespace, "local-gateway")).isEqualTo(1);
            assertThat(ready(namespace, "local-web")).isEqualTo(1);
          });
      String old = image(namespace, "local-web");

      // When the first part does not come up with its new image
      kubelet.breakDown("local-meta");
      client
          .resources(Warehouse.class)
          .inNamespace(namespace)
          .withName("local")
          .patch(MERGE, "{\"spec\":{\"image\":{\"tag\":\"9.9.9\"}}}");

      // Then the others keep theirs
      Eventually.holds(
          () -> {
            assertThat(
                    client
                        .apps()
                        .statefulSets()
                        .inNamespace(namespace)
                        .withName("local-meta")
                        .get()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .endsWith(":9.9.9");
            assertThat(condition(namespace, "local", "Ready").reason()).isEqualTo("RollingUpdate");
            assertThat(condition(namespace, "local", "Ready").message())
                .contains("gateway gets its new version after meta")
                .contains("web gets its new version after meta");
          });
      assertThat(image(namespace, "local-gateway")).isEqualTo(old);
      assertThat(image(namespace, "local-web")).isEqualTo(old);

      // When it does, then the next one does not
      kubelet.breakDown("local-gateway");
      kubelet.repair("local-meta");
      Eventually.holds(() -> assertThat(image(namespace, "local-gateway")).endsWith(":9.9.9"));
      assertThat(image(namespace, "local-web")).isEqualTo(old);
      kubelet.repair("local-gateway");
      Eventually.holds(() -> assertThat(image(namespace, "local-web")).endsWith(":9.9.9"));
      assertThat(running.isReady()).isTrue();
      assertThat(events(namespace)).contains("Normal RollingUpdate");
    }
  }

  /** What the operator has told of the Warehouse. */
  private static List<String> events(String namespace) {
    return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> "weir.dev/operator".equals(event.getReportingController()))
        .filter(event -> "Warehouse".equals(event.getRegarding().getKind()))
        .map(event -> event.getType() + " " + event.getReason())
        .toList();
  }

  private static Deployment deployment(String namespace, String name) {
    return client.apps().deployments().inNamespace(namespace).withName(name).require();
  }

  private static Integer ready(String namespace, String name) {
    return deployment(namespace, name).getStatus().getReadyReplicas();
  }

  private static String image(String namespace, String name) {
    return deployment(namespace, name)
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .getFirst()
        .getImage();
  }

  @Test
  void shouldDeleteWhatIsWantedNoMore() throws Exception {
    String namespace = controlPlane.namespace("prune");
    GoldenState.secretsOf("managed", namespace).forEach(secret -> client.resource(secret).create());
    try (RunningOperator running = operator(namespace)) {
      create("managed", namespace);
      awaitReconciled(namespace, "team");
      assertThat(versions(namespace)).containsKey("Ingress/team-web");

      client
          .resources(Warehouse.class)
          .inNamespace(namespace)
          .withName("team")
          .patch(MERGE, "{\"spec\":{\"web\":{\"ingress\":null}}}");

      Eventually.holds(() -> assertThat(versions(namespace)).doesNotContainKey("Ingress/team-web"));
      assertThat(running.isReady()).isTrue();
    }
  }

  @Test
  void shouldLeaveNothingWhenTheWarehouseIsDeletedWithItsData() throws Exception {
    String namespace = controlPlane.namespace("deleted");
    GoldenState.secretsOf("managed", namespace).forEach(secret -> client.resource(secret).create());
    try (RunningOperator running = operator(namespace)) {
      create("managed", namespace);
      awaitReconciled(namespace, "team");

      client.resources(Warehouse.class).inNamespace(namespace).withName("team").delete();

      Eventually.holds(() -> assertThat(versions(namespace)).isEmpty());
      Eventually.holds(
          () ->
              assertThat(client.persistentVolumeClaims().inNamespace(namespace).list().getItems())
                  .isEmpty());
      assertThat(running.isReady()).isTrue();
    }
  }

  @Test
  void shouldKeepDisksAndWhatOpensThemWhenTheDataIsRetained() throws Exception {
    String namespace = controlPlane.namespace("retained");
    try (RunningOperator running = operator(namespace)) {
      create("development", namespace);
      awaitReconciled(namespace, "local");
      Eventually.holds(
          () ->
              assertThat(client.persistentVolumeClaims().inNamespace(namespace).list().getItems())
                  .hasSize(3));
      String password =
          client
              .secrets()
              .inNamespace(namespace)
              .withName("local-database")
              .get()
              .getData()
              .get("password");

      client.resources(Warehouse.class).inNamespace(namespace).withName("local").delete();

      Eventually.holds(
          () ->
              assertThat(versions(namespace).keySet())
                  .containsExactlyInAnyOrder(
                      "Secret/local-admin", "Secret/local-database", "Secret/local-storage"));
      assertThat(client.persistentVolumeClaims().inNamespace(namespace).list().getItems())
          .hasSize(3)
          .allSatisfy(claim -> assertThat(claim.getMetadata().getDeletionTimestamp()).isNull());

      // When it comes back
      create("development", namespace);
      awaitReconciled(namespace, "local");

      // Then
      assertThat(
              client
                  .secrets()
                  .inNamespace(namespace)
                  .withName("local-database")
                  .get()
                  .getData()
                  .get("password"))
          .isEqualTo(password);
      assertThat(running.isReady()).isTrue();
    }
  }

  @Test
  void shouldListEverythingThatProductionLacks() throws Exception {
    String namespace = controlPlane.namespace("lacking");
    try (RunningOperator running = operator(namespace)) {
      Warehouse lacking =
          Serialization.unmarshal(
              """
              apiVersion: weir.dev/v1alpha1
              kind: Warehouse
              metadata: { name: lake }
              spec:
                profile: Production
                storage: { managed: { replicas: 4 } }
                meta: { replicas: 3 }
                database: { managed: {} }
                redis: { managed: {} }
              """,
              Warehouse.class);
      client.resource(lacking).inNamespace(namespace).create();

      Eventually.holds(
          () -> {
            Condition accepted = condition(namespace, "lake", "Accepted");
            assertThat(accepted.status()).isEqualTo("False");
            assertThat(accepted.reason()).isEqualTo("InvalidSpec");
            assertThat(accepted.message().lines().toList())
                .hasSize(2)
                .allMatch(line -> line.contains("for example: "));
            assertThat(accepted.message())
                .contains("spec.database.managed:")
                .contains("spec.redis.managed:");
          });
      assertThat(versions(namespace)).isEmpty();
      assertThat(running.isReady()).isTrue();
    }
  }

  @Test
  void shouldWaitForSecretsAndGoOnWhenTheyAreThere() throws Exception {
    String namespace = controlPlane.namespace("secrets");
    try (RunningOperator running = operator(namespace)) {
      create("production", namespace);

      Eventually.holds(
          () -> {
            Condition resolved = condition(namespace, "lake", "ResolvedRefs");
            assertThat(resolved.status()).isEqualTo("False");
            assertThat(resolved.reason()).isEqualTo("SecretNotFound");
            assertThat(resolved.message())
                .contains("kubectl create secret generic lake-s3")
                .contains("kubectl create secret generic lake-postgres");
          });
      assertThat(versions(namespace)).isEmpty();

      GoldenState.secretsOf("production", namespace)
          .forEach(secret -> client.resource(secret).create());

      awaitReconciled(namespace, "lake");
      assertThat(condition(namespace, "lake", "ResolvedRefs").status()).isEqualTo("True");
      assertThat(condition(namespace, "lake", "Accepted").message())
          .contains("spec.redis")
          .contains("spec.auth.oidc");
      assertThat(running.isReady()).isTrue();
    }
  }

  @Test
  void shouldNotTakeOverWhatSomebodyElseMade() throws Exception {
    String namespace = controlPlane.namespace("foreign");
    ConfigMap foreign =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("local-meta-group")
            .withNamespace(namespace)
            .endMetadata()
            .addToData("mine", "1")
            .build();
    client.resource(foreign).create();
    try (RunningOperator running = operator(namespace)) {
      create("development", namespace);

      Eventually.holds(
          () -> {
            Condition ready = condition(namespace, "local", "Ready");
            assertThat(ready.reason()).isEqualTo("ApplyFailed");
            assertThat(ready.message()).contains("local-meta-group").contains("somebody else");
          });
      assertThat(
              client
                  .configMaps()
                  .inNamespace(namespace)
                  .withName("local-meta-group")
                  .get()
                  .getData())
          .isEqualTo(Map.of("mine", "1"));
      assertThat(running.isReady()).isTrue();
    }
  }

  @Test
  void shouldRefuseOtherDisksAndSayWhatToDo() throws Exception {
    String namespace = controlPlane.namespace("disks");
    try (RunningOperator running = operator(namespace)) {
      create("development", namespace);
      awaitReconciled(namespace, "local");

      client
          .resources(Warehouse.class)
          .inNamespace(namespace)
          .withName("local")
          .patch(MERGE, "{\"spec\":{\"meta\":{\"size\":\"99Gi\"}}}");

      Eventually.holds(
          () -> {
            Condition accepted = condition(namespace, "local", "Accepted");
            assertThat(accepted.status()).isEqualTo("False");
            assertThat(accepted.message()).contains("spec.meta.size").contains("10Gi");
          });
      assertThat(running.isReady()).isTrue();
    }
  }

  @Test
  void shouldNeverShowASecret() throws Exception {
    String namespace = controlPlane.namespace("quiet");
    try (RunningOperator running = operator(namespace)) {
      create("development", namespace);
      awaitReconciled(namespace, "local");
      List<String> secrets = new ArrayList<>();
      for (String name : List.of("local-admin", "local-parts", "local-storage", "local-database")) {
        Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
        secret
            .getData()
            .forEach(
                (key, value) -> {
                  String plain =
                      new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
                  if (plain.length() > 20) {
                    secrets.add(plain);
                    secrets.add(value);
                  }
                });
      }
      assertThat(secrets).hasSize(8);

      StringBuilder shown = new StringBuilder();
      for (Class<? extends HasMetadata> kind : KINDS) {
        for (HasMetadata object : client.resources(kind).inNamespace(namespace).list().getItems()) {
          HasMetadata visible =
              object instanceof Secret secret
                  ? new SecretBuilder(secret).withData(null).build()
                  : object;
          shown.append(Serialization.asYaml(visible));
        }
      }
      shown.append(Serialization.asYaml(read(namespace, "local")));

      assertThat(secrets).noneMatch(secret -> shown.indexOf(secret) >= 0);
      assertThat(running.isReady()).isTrue();
    }
  }
}
