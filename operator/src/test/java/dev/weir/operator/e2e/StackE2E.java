package dev.weir.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.dashboard.Dashboard;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.e2e.cluster.ClusterSpec;
import dev.weir.e2e.cluster.Progress;
import dev.weir.e2e.cluster.TestCluster;
import dev.weir.e2e.cluster.build.BuildCache;
import dev.weir.e2e.cluster.build.ClusterBinaries;
import dev.weir.e2e.cluster.image.WeirImages;
import dev.weir.e2e.cluster.local.LocalClusters;
import dev.weir.e2e.cluster.local.Preconditions;
import dev.weir.operator.runtime.KubectlWeir;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** From the operator's installation and one Warehouse to answers, on real pods. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StackE2E {
  private static final Path CLONE = Path.of(System.getProperty("weir.root"));
  private static final String NAMESPACE = "data";

  private final Progress progress = new Progress(System.out);
  private TestCluster cluster;
  private KubernetesClient client;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    List<String> missing = Preconditions.missingForNodes();
    assumeTrue(
        missing.isEmpty(), () -> "NOT TESTED: no cluster on this machine; it lacks " + missing);
    ClusterBinaries binaries =
        new ClusterBinaries(BuildCache.ofUser(), CLONE.resolve("e2e").resolve("cluster"), progress);
    cluster =
        new LocalClusters(CLONE, progress)
            .up(
                new ClusterSpec(
                    "stack-" + ProcessHandle.current().pid(),
                    folder,
                    3,
                    new WeirImages(CLONE, binaries).all()));
    client = cluster.client();
    Installation.install(cluster, client, folder);
  }

  @AfterAll
  void stop() {
    if (client != null) {
      client.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  @Order(10)
  void shouldMakeAWarehouseThatAnswers() throws Exception {
    double applied = progress.seconds();
    Installation.apply(client, "warehouse.yaml");

    awaitReady();
    System.out.printf(Locale.ROOT, "FIGURE apply to ready: %.1f s%n", progress.seconds() - applied);

    try (WebPort web = web()) {
      web.sql("CREATE TABLE t (id BIGINT, name VARCHAR, PRIMARY KEY (id))");
      web.sql("INSERT INTO t SELECT i, 'n' || i FROM range(1000) r(i)");
      assertThat(web.sql("SELECT count(*), max(name) FROM t").toString())
          .isEqualTo("[[1000,\"n999\"]]");
    }
  }

  /** The API server asks the operator's pods, which ask the web app's, which asks the gateway's. */
  @Test
  @Order(15)
  void shouldSayAtADryRunWhatIsWrongWithADashboard() {
    Dashboard right =
        Serialization.unmarshal(
            """
            apiVersion: weir.dev/v1alpha1
            kind: Dashboard
            metadata: {name: names, namespace: data}
            spec:
              warehouseRef: {name: weir}
              title: Names
              charts:
              - {name: first, type: BigNumber, sql: SELECT min(name) AS n FROM t, encoding: {value: n}}
            """,
            Dashboard.class);
    String text = Serialization.asYaml(right);
    Dashboard broken =
        Serialization.unmarshal(text.replace("min(name)", "min(nmae)"), Dashboard.class);

    var passed = client.resource(right).dryRun().serverSideApply();

    assertThat(passed.getSpec().title()).isEqualTo("Names");
    assertThatThrownBy(() -> client.resource(broken).dryRun().serverSideApply())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("admission webhook \"resources.weir.dev\" denied the request: ")
        .hasMessageContaining("spec.charts[0].sql: chart \"first\": line 1, column ")
        .hasMessageContaining("nmae")
        .hasMessageContaining("Did you mean name");
    assertThat(client.resources(Dashboard.class).inNamespace(NAMESPACE).list().getItems())
        .isEmpty();
  }

  @Test
  @Order(20)
  void shouldAnswerThroughThePlugin() {
    KubectlWeir plugin = KubectlWeir.of(cluster.kubeconfig());
    String count = "SELECT count(*) AS n FROM t";

    assertThat(plugin.run("status", "-n", NAMESPACE))
        .contains("Ready=True")
        .contains("default")
        .contains("weir-gateway-");
    Set<String> arguments =
        Arguments.seenDuring(
            () -> {
              String printed = plugin.run("sql", "-n", NAMESPACE, count);
              assertThat(printed).contains("1000").doesNotContain(adminToken());
              return printed;
            });
    assertThat(arguments)
        .anyMatch(line -> line.contains("sql --url http://127.0.0.1:"))
        .noneMatch(line -> line.contains(adminToken()));
    assertThat(plugin.run("-n", NAMESPACE, "sql", "--", "--format", "csv", count))
        .endsWith("n\n1000\n");
    assertThat(plugin.run("explain", "--analyze", count, "-n", NAMESPACE)).contains("1000");
    assertThat(plugin.run("logs", "gateway", "-n", NAMESPACE)).contains("[pod/weir-gateway-");
    assertThat(plugin.run("logs", "operator")).contains("[pod/weir-operator-");
    assertThatThrownBy(() -> plugin.run("sql", "SELECT * FROM tt", "-n", NAMESPACE))
        .hasMessageContaining("ended with 1")
        .hasMessageContaining("tt");
    assertThatThrownBy(
            () ->
                plugin
                    .command("sql", count, "-n", NAMESPACE)
                    .with("WEIR_TOKEN", "of-nobody")
                    .run("ask with a token that is none"))
        .hasMessageContaining("UNAUTHENTICATED");
  }

  @Test
  @Order(30)
  void shouldHoldAQueryWhileTheClusterSleeps() throws Exception {
    KubectlWeir plugin = KubectlWeir.of(cluster.kubeconfig());
    plugin.run("suspend", "-n", NAMESPACE);
    awaitPods("compute", 0);
    try (WebPort web = web()) {
      String id = web.submit("SELECT count(*) + 1 FROM t");
      // Not refused, and nothing to run on.
      for (int i = 0; i < 20; i++) {
        assertThat(web.state(id)).isIn("PLANNING", "QUEUED");
        TimeUnit.MILLISECONDS.sleep(100);
      }

      double woken = progress.seconds();
      plugin.run("resume", "-n", NAMESPACE);

      assertThat(web.rows(id).toString()).isEqualTo("[[1001]]");
      figure("cluster woken to held query answered", woken);
    }
  }

  @Test
  @Order(35)
  void shouldHaveAsManyNodesAsThereIsWorkAndNoneWhenThereIsNone() throws Exception {
    patch(
        ComputeCluster.class,
        "default",
        """
        {"spec":{"replicas":null,"autoscaling":
         {"min":0,"max":4,"targetConcurrentQueries":4,"suspendAfter":"70s"}}}\
        """);
    try (Queries queries = new Queries(this::web, 20)) {
      double begun = progress.seconds();
      awaitPods("compute", 4);
      figure("20 queries at once to 4 nodes", begun);
      queries.awaitMore(40);
      queries.close();
      assertThat(queries.failures()).as("queries that failed").isEmpty();
    }
    double over = progress.seconds();
    awaitPods("compute", 0);
    figure("the last query to no nodes", over);

    try (WebPort web = web()) {
      double asked = progress.seconds();
      assertThat(web.sql("SELECT count(*) + 2 FROM t").toString()).isEqualTo("[[1002]]");
      figure("query at a suspended cluster to its answer", asked);
    }
    patch(ComputeCluster.class, "default", "{\"spec\":{\"replicas\":1,\"autoscaling\":null}}");
    awaitPods("compute", 1);
  }

  @Test
  @Order(40)
  void shouldGrowTheCatalogWhileItIsWrittenTo() throws Exception {
    try (WebPort web = web()) {
      web.sql("CREATE TABLE written (id BIGINT, PRIMARY KEY (id))");
    }
    try (Inserts inserts = new Inserts(this::web, 0)) {
      inserts.awaitMore(10);
      double begun = progress.seconds();

      patch(Warehouse.class, "weir", "{\"spec\":{\"meta\":{\"replicas\":3}}}");

      awaitPods("meta", 3);
      awaitReady();
      figure("catalog from 1 to 3 members", begun);
      inserts.awaitMore(10);
      assertThat(inserts.failures()).as("statements that failed").isZero();
      inserts.close();
      assertNothingIsLost(inserts);
    }
  }

  @Test
  @Order(50)
  void shouldGoOnWhenTheLeaderOfTheCatalogIsKilled() throws Exception {
    try (Inserts inserts = new Inserts(this::web, 100_000)) {
      inserts.awaitMore(5);
      String leader = leader();
      double killed = progress.seconds();

      client.pods().inNamespace(NAMESPACE).withName(leader).withGracePeriod(0).delete();

      inserts.awaitMore(5);
      figure("leader of the catalog killed to 5 rows written", killed);
      awaitPods("meta", 3);
      awaitReady();
      inserts.close();
      assertNothingIsLost(inserts);
    }
  }

  @Test
  @Order(60)
  void shouldGoOnWhenAMachineLosesItsPower() throws Exception {
    String lost = cluster.nodes().getLast();
    double cut = progress.seconds();

    cluster.powerCut(lost);

    // Reads and writes by whoever is elsewhere, or comes back elsewhere.
    try (Inserts inserts = new Inserts(this::web, 200_000)) {
      inserts.awaitMore(5);
      figure("power cut to 5 rows written", cut);
      awaitPodsElsewhere(lost);
      figure("power cut to web, gateway and compute elsewhere", cut);

      cluster.powerOn(lost);

      awaitReady();
      figure("power cut to all ready again", cut);
      inserts.awaitMore(5);
      inserts.close();
      assertNothingIsLost(inserts);
    }
  }

  @Test
  @Order(70)
  void shouldLeaveNothingWhenTheWarehouseIsDeleted() {
    client.resources(ComputeCluster.class).inNamespace(NAMESPACE).withName("default").delete();
    client.resources(Warehouse.class).inNamespace(NAMESPACE).withName("weir").delete();

    client
        .pods()
        .inNamespace(NAMESPACE)
        .informOnCondition(List::isEmpty)
        .orTimeout(3, TimeUnit.MINUTES)
        .join();
    assertThat(client.apps().statefulSets().inNamespace(NAMESPACE).list().getItems()).isEmpty();
    assertThat(client.apps().deployments().inNamespace(NAMESPACE).list().getItems()).isEmpty();
    assertThat(client.services().inNamespace(NAMESPACE).list().getItems()).isEmpty();
    // What bears data stays, and what opens it.
    assertThat(client.persistentVolumeClaims().inNamespace(NAMESPACE).list().getItems())
        .extracting(claim -> claim.getMetadata().getName())
        .contains("data-weir-storage-0", "data-weir-database-0");
  }

  private String adminToken() {
    return WebPort.adminToken(client, NAMESPACE, "weir");
  }

  private WebPort web() {
    return WebPort.open(client, NAMESPACE, "weir");
  }

  private void figure(String what, double since) {
    System.out.printf(Locale.ROOT, "FIGURE %s: %.1f s%n", what, progress.seconds() - since);
  }

  private <T extends HasMetadata> void patch(Class<T> kind, String name, String json) {
    client
        .resources(kind)
        .inNamespace(NAMESPACE)
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  /** Every acknowledged row is there, and none twice. */
  private void assertNothingIsLost(Inserts inserts) throws Exception {
    try (WebPort web = web()) {
      JsonNode rows = web.sql("SELECT id FROM written ORDER BY id");
      List<Long> there = new ArrayList<>();
      rows.forEach(row -> there.add(row.get(0).asLong()));
      assertThat(there).doesNotHaveDuplicates().containsAll(inserts.acknowledged());
    }
  }

  /** The pod that leads the catalog's group, as the web server hears of it. */
  private String leader() throws Exception {
    try (WebPort web = web()) {
      String parts = web.call("GET", "/api/v1/status", null).path("parts").toString();
      Matcher found = Pattern.compile("leader (weir-meta-\\d)-").matcher(parts);
      assertThat(found.find()).as(parts).isTrue();
      return found.group(1);
    }
  }

  private void awaitPods(String component, int ready) {
    await(pods -> pods.size() == ready && pods.stream().allMatch(Readiness::isPodReady), component);
  }

  private void awaitPodsElsewhere(String lost) {
    for (String component : List.of("web", "gateway", "compute")) {
      await(
          pods ->
              pods.stream()
                  .anyMatch(
                      pod ->
                          Readiness.isPodReady(pod) && !lost.equals(pod.getSpec().getNodeName())),
          component);
    }
  }

  private void await(Predicate<List<Pod>> condition, String component) {
    try {
      client
          .pods()
          .inNamespace(NAMESPACE)
          .withLabel("app.kubernetes.io/component", component)
          .informOnCondition(condition::test)
          .orTimeout(3, TimeUnit.MINUTES)
          .join();
    } catch (CompletionException late) {
      throw new AssertionError(component + ": " + Trouble.of(client, NAMESPACE), late);
    }
  }

  private void awaitReady() {
    try {
      client
          .resources(Warehouse.class)
          .inNamespace(NAMESPACE)
          .withName("weir")
          .waitUntilCondition(StackE2E::isReady, 150, TimeUnit.SECONDS);
    } catch (RuntimeException late) {
      throw new AssertionError(Trouble.of(client, NAMESPACE), late);
    }
  }

  private static boolean isReady(Warehouse warehouse) {
    return warehouse != null
        && warehouse.getStatus() != null
        && warehouse.getStatus().conditions().stream()
            .anyMatch(
                condition -> condition.type().equals("Ready") && condition.status().equals("True"));
  }
}
