package dev.weir.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.WeirResource;
import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.condition.Condition;
import dev.weir.crds.dashboard.Dashboard;
import dev.weir.crds.table.Table;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.gitops.Flux;
import dev.weir.operator.gitops.GitRepository;
import dev.weir.operator.gitops.Kustomization;
import dev.weir.operator.runtime.Eventually;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Warehouse and its dashboards from the commits of a Git repository, brought by Flux as the
 * example says, on real pods.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@OnNodes
class GitOpsE2E {
  private static final String NAMESPACE = "gitops";
  private static final Path EXAMPLE =
      Path.of(System.getProperty("weir.root"), "examples/kubernetes/flux/resources.yaml");

  // The Kustomizations of the example.
  private static final String WAREHOUSE = "warehouse";
  private static final String DASHBOARDS = "dashboards";

  /** A test has less patience than the people of the example. */
  private static final Map<String, Object> QUICK =
      Map.of("interval", "5s", "retryInterval", "2s", "targetNamespace", NAMESPACE);

  /** The same with the shortest wait for health that Flux knows. */
  private static final Map<String, Object> QUICKER =
      Stream.concat(QUICK.entrySet().stream(), Stream.of(Map.entry("timeout", "30s")))
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

  private static final String TABLE =
      """
      apiVersion: weir.dev/v1alpha1
      kind: Table
      metadata: { name: sales }
      spec:
        warehouseRef: { name: weir }
        namespace: default
        columns:
          - { name: id, type: BIGINT, nullable: false }
          - { name: amount, type: BIGINT }
        primaryKey: [id]
      """;

  @TempDir private static Path folder;

  private OperatedCluster operated;
  private KubernetesClient client;
  private Stack stack;
  private GitRepository repository;
  private Flux flux;

  @BeforeAll
  void start() throws IOException {
    Flux.assumeAvailable();
    operated = OperatedCluster.shared();
    client = operated.client();
    stack = new Stack(operated, NAMESPACE);
    Installation.namespace(client, NAMESPACE);
    repository = GitRepository.in(Files.createDirectory(folder.resolve("repository")));
    flux =
        Flux.start(operated.binaries(), client, operated.cluster().kubeconfig(), NAMESPACE, folder);
  }

  @AfterAll
  void stop() throws InterruptedException {
    if (flux != null) {
      flux.close();
      stack.delete();
    }
  }

  @Test
  @Order(10)
  void shouldMakeAWarehouseAndThenItsDashboards() throws Exception {
    // Given
    repository.write("warehouse/warehouse.yaml", text("warehouse.yaml"));
    repository.write("warehouse/sales.yaml", TABLE);
    repository.write("dashboards/overview.yaml", dashboard("overview", "count(*)"));

    // When
    double published = operated.seconds();
    String revision = publish("Begin with sales");
    Map<String, GenericKubernetesResource> example = example();
    flux.apply(example.get(WAREHOUSE), QUICK);
    flux.apply(example.get(DASHBOARDS), QUICKER);

    // Then
    flux.await(DASHBOARDS, "waiting", waiting -> waiting.reason().equals("DependencyNotReady"));
    assertThat(client.resources(Dashboard.class).inNamespace(NAMESPACE).list().getItems())
        .as("dashboards before there is a warehouse")
        .isEmpty();

    awaitReady(WAREHOUSE, revision);
    assertThat(
            Stream.of(
                find(Warehouse.class, Stack.WAREHOUSE),
                find(ComputeCluster.class, Stack.CLUSTER),
                find(Table.class, "sales")))
        .as("what Flux calls healthy")
        .allSatisfy(resource -> assertThat(isReady(resource)).isTrue());
    operated.figure("commit published to Warehouse ready", published);

    awaitReady(DASHBOARDS, revision);
    operated.figure("commit published to all of it ready", published);
    assertThat(titles()).containsExactly("overview");
  }

  @Test
  @Order(20)
  void shouldBringACommitWithANewDashboardToReady() throws Exception {
    repository.write("dashboards/amounts.yaml", dashboard("amounts", "sum(amount)"));

    double published = operated.seconds();
    String revision = publish("Show amounts");

    client
        .resources(Dashboard.class)
        .inNamespace(NAMESPACE)
        .withName("amounts")
        .waitUntilCondition(GitOpsE2E::isReady, 2, TimeUnit.MINUTES);
    operated.figure("commit published to Dashboard ready", published);
    awaitReady(DASHBOARDS, revision);
    operated.figure("commit published to its Kustomization ready", published);
    assertThat(titles()).containsExactly("amounts", "overview");
  }

  @Test
  @Order(30)
  void shouldTakeBackWhatSomebodyChangesInADashboard() throws Exception {
    double changed = operated.seconds();
    stack.patch(Dashboard.class, "amounts", "{\"spec\":{\"title\":\"By hand\"}}");
    Long byHand = find(Dashboard.class, "amounts").getMetadata().getGeneration();

    Eventually.holds(
        () -> {
          Dashboard stored = find(Dashboard.class, "amounts");
          assertThat(stored.getMetadata().getGeneration()).isGreaterThan(byHand);
          assertThat(stored.getSpec().title()).isEqualTo("amounts");
          assertThat(isReady(stored)).isTrue();
        });
    assertThat(titles()).containsExactly("amounts", "overview");
    operated.figure("changed by hand to taken back by Flux", changed);
  }

  @Test
  @Order(40)
  void shouldMakeADashboardAgainThatSomebodyDeletes() throws Exception {
    String uid = find(Dashboard.class, "overview").getMetadata().getUid();

    client.resources(Dashboard.class).inNamespace(NAMESPACE).withName("overview").delete();

    Eventually.holds(
        () -> {
          Dashboard other = find(Dashboard.class, "overview");
          assertThat(other.getMetadata().getUid()).isNotEqualTo(uid);
          assertThat(isReady(other)).isTrue();
        });
    assertThat(titles()).containsExactly("amounts", "overview");
  }

  @Test
  @Order(50)
  void shouldScaleUpWhatSomebodyScalesDown() throws Exception {
    Deployment before = gateway();

    stack.patch(Deployment.class, before.getMetadata().getName(), "{\"spec\":{\"replicas\":0}}");

    Eventually.holds(
        () -> {
          // Once by hand, and once by the operator.
          assertThat(gateway().getMetadata().getGeneration())
              .isGreaterThanOrEqualTo(before.getMetadata().getGeneration() + 2);
          assertThat(gateway().getSpec().getReplicas()).isEqualTo(before.getSpec().getReplicas());
        });
    stack.awaitPods("gateway", before.getSpec().getReplicas());
    stack.awaitReady();
    // Neither Flux nor the operator has anything to correct in what the other writes.
    assertThat(find(Warehouse.class, Stack.WAREHOUSE).getMetadata().getGeneration()).isEqualTo(1);
  }

  @Test
  @Order(60)
  void shouldNotBeReadyWhileADashboardIsBroken() throws Exception {
    repository.write("dashboards/broken.yaml", dashboard("broken", "max(amuont)"));

    double published = operated.seconds();
    Kustomization given =
        flux.awaitFailure(DASHBOARDS, publish("Show the greatest amount, misspelt"));
    operated.figure("commit with a broken Dashboard published to said so", published);

    // A webhook says it where the dashboard is applied, the operator where it is stored.
    String words =
        given.message()
            + find("broken").map(Dashboard::getStatus).map(Serialization::asYaml).orElse("");
    assertThat(words)
        .contains("spec.charts[0]", "amuont")
        .containsPattern("[Dd]id you mean[^.]*amount");
    assertThat(titles()).containsExactly("amounts", "overview");
  }

  @Test
  @Order(70)
  void shouldBeReadyWithTheCommitThatMendsIt() throws Exception {
    repository.write("dashboards/broken.yaml", dashboard("broken", "max(amount)"));

    double published = operated.seconds();
    awaitReady(DASHBOARDS, publish("Spell amount"));

    operated.figure("commit that mends published to its Kustomization ready", published);
    assertThat(isReady(find(Dashboard.class, "broken"))).isTrue();
    assertThat(titles()).containsExactly("amounts", "broken", "overview");
  }

  @Test
  @Order(80)
  void shouldDeleteWhatACommitTakesAway() throws Exception {
    repository.delete("dashboards/amounts.yaml");

    double published = operated.seconds();
    String revision = publish("Show no amounts");

    client
        .resources(Dashboard.class)
        .inNamespace(NAMESPACE)
        .withName("amounts")
        .waitUntilCondition(Objects::isNull, 2, TimeUnit.MINUTES);
    operated.figure("commit published to Dashboard gone", published);
    assertThat(titles()).containsExactly("broken", "overview");
    awaitReady(DASHBOARDS, revision);
  }

  @Test
  @Order(90)
  void shouldTakeAllOfItAway() {
    flux.delete(DASHBOARDS);
    flux.delete(WAREHOUSE);

    stack.awaitNoPods();
    assertThat(client.resources(Dashboard.class).inNamespace(NAMESPACE).list().getItems())
        .isEmpty();
    assertThat(client.resources(Table.class).inNamespace(NAMESPACE).list().getItems()).isEmpty();
    assertThat(client.apps().deployments().inNamespace(NAMESPACE).list().getItems()).isEmpty();
  }

  private String publish(String message) throws IOException {
    String revision = repository.commit(message);
    flux.publish(repository, revision);
    return revision;
  }

  private void awaitReady(String kustomization, String revision) {
    try {
      flux.awaitReady(kustomization, revision);
    } catch (AssertionError late) {
      throw new AssertionError(Trouble.of(client, NAMESPACE), late);
    }
  }

  private Deployment gateway() {
    return client.apps().deployments().inNamespace(NAMESPACE).withName("weir-gateway").require();
  }

  private <R extends WeirResource<?, ?>> R find(Class<R> kind, String name) {
    return client.resources(kind).inNamespace(NAMESPACE).withName(name).require();
  }

  private Optional<Dashboard> find(String dashboard) {
    return Optional.ofNullable(
        client.resources(Dashboard.class).inNamespace(NAMESPACE).withName(dashboard).get());
  }

  private static boolean isReady(WeirResource<?, ?> resource) {
    return resource != null
        && resource.getStatus() != null
        && Objects.equals(
            resource.getStatus().observedGeneration(), resource.getMetadata().getGeneration())
        && resource.getStatus().conditions().stream()
            .anyMatch(
                condition ->
                    condition.type().equals("Ready") && condition.status().equals(Condition.TRUE));
  }

  /** Of the dashboards that the web app shows. */
  private List<String> titles() throws IOException, InterruptedException {
    try (WebPort web = stack.web()) {
      return web.call("GET", "/api/v1/dashboards", null).findValuesAsText("title");
    }
  }

  private static String dashboard(String title, String expression) {
    return """
    apiVersion: weir.dev/v1alpha1
    kind: Dashboard
    metadata: { name: %1$s }
    spec:
      warehouseRef: { name: weir }
      title: %1$s
      charts:
        - name: total
          type: BigNumber
          sql: SELECT %2$s AS total FROM sales
          encoding: { value: total }
    """
        .formatted(title, expression);
  }

  private static String text(String file) throws IOException {
    try (InputStream content = GitOpsE2E.class.getResourceAsStream(file)) {
      return new String(
          Objects.requireNonNull(content, file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, GenericKubernetesResource> example() throws IOException {
    return Stream.of(Files.readString(EXAMPLE).split("(?m)^---$"))
        .map(text -> Serialization.unmarshal(text, GenericKubernetesResource.class))
        .collect(Collectors.toMap(object -> object.getMetadata().getName(), object -> object));
  }
}
