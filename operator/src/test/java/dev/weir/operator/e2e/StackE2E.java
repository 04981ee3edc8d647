package dev.weir.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.part.PartTls;
import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.dashboard.Dashboard;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.e2e.cluster.TestCluster;
import dev.weir.operator.runtime.KubectlWeir;
import dev.weir.operator.runtime.TestingTls;
import dev.weir.operator.warehouse.WarehouseNames;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the operator's installation and one Warehouse to answers, on real pods. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@OnNodes
class StackE2E {
  private static final String NAMESPACE = "data";

  private OperatedCluster operated;
  private TestCluster cluster;
  private KubernetesClient client;
  private Stack stack;

  @BeforeAll
  void start() {
    operated = OperatedCluster.shared();
    cluster = operated.cluster();
    client = operated.client();
    stack = new Stack(operated, NAMESPACE);
  }

  @Test
  @Order(10)
  void shouldMakeAWarehouseThatAnswers() throws Exception {
    double applied = operated.seconds();
    stack.apply();
    stack.await(pods -> !pods.isEmpty(), "storage");

    operated.killOperator();

    stack.awaitReady();
    operated.figure("apply to ready, operator killed meanwhile", applied);

    try (WebPort web = stack.web()) {
      web.sql("CREATE TABLE t (id BIGINT, name VARCHAR, PRIMARY KEY (id))");
      web.sql("INSERT INTO t SELECT i, 'n' || i FROM range(1000) r(i)");
      assertThat(web.sql("SELECT count(*), max(name) FROM t").toString())
          .isEqualTo("[[1000,\"n999\"]]");
    }
  }

  @ParameterizedTest
  @Order(12)
  @CsvSource({
    "meta,7420,weir-meta.data.svc,UNAUTHENTICATED",
    "meta,7430,weir-meta-0.weir-meta-members.data.svc,UNIMPLEMENTED",
    "gateway,7450,weir-gateway-pods.data.svc,UNIMPLEMENTED",
    "compute,7440,weir-compute.data.svc,UNIMPLEMENTED",
  })
  void shouldLetInNobodyWithoutACertificate(
      String component, int port, String name, Status.Code answer) throws Exception {
    PartTls parts = TestingTls.of(client, new WarehouseNames(NAMESPACE, "weir"), "operator");
    ChannelCredentials nobody =
        TlsChannelCredentials.newBuilder().trustManager(parts.trust()).build();

    try (PartDoor door = PartDoor.open(client, NAMESPACE, component, port)) {
      // Somebody listens, and lets the operator in.
      assertThat(door.call(PartTls.ofClient(parts), name)).isEqualTo(answer);
      assertThat(door.call(nobody, name)).isEqualTo(Status.Code.UNAVAILABLE);
      assertThat(door.call(InsecureChannelCredentials.create(), name))
          .isEqualTo(Status.Code.UNAVAILABLE);
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
              assertThat(printed).contains("1000").doesNotContain(stack.adminToken());
              return printed;
            });
    assertThat(arguments)
        .anyMatch(line -> line.contains("sql --url http://127.0.0.1:"))
        .noneMatch(line -> line.contains(stack.adminToken()));
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
  @Order(25)
  void shouldWriteNothingAndRestartNothingWhenTheOperatorIsStartedAnew() throws Exception {
    Map<String, String> pods = stack.pods();
    Map<String, String> versions = stack.versions();

    operated.killOperator();

    OperatorPod operator = operated.operator();
    operator.await("weir_operator_reconciles_total", "kind=\"Warehouse\",outcome=\"succeeded\"");
    operator.await(
        "weir_operator_reconciles_total", "kind=\"ComputeCluster\",outcome=\"succeeded\"");
    assertThat(operator.metric("weir_operator_writes_total")).isEmpty();
    assertThat(operator.metric("weir_operator_errors_total")).isEmpty();
    assertThat(stack.versions()).isEqualTo(versions);
    assertThat(stack.pods()).isEqualTo(pods);
  }

  @Test
  @Order(30)
  void shouldHoldAQueryWhileTheClusterSleeps() throws Exception {
    KubectlWeir plugin = KubectlWeir.of(cluster.kubeconfig());
    plugin.run("suspend", "-n", NAMESPACE);
    stack.awaitPods("compute", 0);
    try (WebPort web = stack.web()) {
      String id = web.submit("SELECT count(*) + 1 FROM t");
      // Not refused, and nothing to run on.
      for (int i = 0; i < 20; i++) {
        assertThat(web.state(id)).isIn("PLANNING", "QUEUED");
        TimeUnit.MILLISECONDS.sleep(100);
      }

      double woken = operated.seconds();
      plugin.run("resume", "-n", NAMESPACE);

      assertThat(web.rows(id).toString()).isEqualTo("[[1001]]");
      operated.figure("cluster woken to held query answered", woken);
    }
  }

  @Test
  @Order(35)
  void shouldHaveAsManyNodesAsThereIsWorkAndNoneWhenThereIsNone() throws Exception {
    stack.patch(
        ComputeCluster.class,
        "default",
        """
        {"spec":{"replicas":null,"autoscaling":
         {"min":0,"max":4,"targetConcurrentQueries":4,"suspendAfter":"70s"}}}\
        """);
    try (Queries queries = new Queries(stack::web, 20)) {
      double begun = operated.seconds();
      stack.awaitPods("compute", 4);
      operated.figure("20 queries at once to 4 nodes", begun);
      queries.awaitMore(40);
      queries.close();
      assertThat(queries.failures()).as("queries that failed").isEmpty();
    }
    double over = operated.seconds();
    operated.killOperator();
    stack.awaitPods("compute", 0);
    operated.figure("the last query to no nodes, operator killed meanwhile", over);

    try (WebPort web = stack.web()) {
      double asked = operated.seconds();
      assertThat(web.sql("SELECT count(*) + 2 FROM t").toString()).isEqualTo("[[1002]]");
      operated.figure("query at a suspended cluster to its answer", asked);
    }
    stack.patch(
        ComputeCluster.class, "default", "{\"spec\":{\"replicas\":1,\"autoscaling\":null}}");
    stack.awaitPods("compute", 1);
  }

  @Test
  @Order(40)
  void shouldGrowTheCatalogWhileItIsWrittenTo() throws Exception {
    try (WebPort web = stack.web()) {
      web.sql("CREATE TABLE written (id BIGINT, PRIMARY KEY (id))");
    }
    try (Inserts inserts = new Inserts(stack::web, 0)) {
      inserts.awaitMore(10);
      double begun = operated.seconds();

      stack.patch(Warehouse.class, "weir", "{\"spec\":{\"meta\":{\"replicas\":3}}}");

      stack.awaitPods("meta", 3);
      stack.awaitReady();
      operated.figure("catalog from 1 to 3 members", begun);
      inserts.awaitMore(10);
      assertThat(inserts.failures()).as("statements that failed").isZero();
      inserts.close();
      stack.assertNothingIsLost(inserts);
    }
  }

  @Test
  @Order(45)
  void shouldFinishGrowingAndShrinkingWhenTheOperatorIsKilledMeanwhile() throws Exception {
    try (Inserts inserts = new Inserts(stack::web, 50_000)) {
      inserts.awaitMore(5);
      for (int members : List.of(5, 3)) {
        double begun = operated.seconds();
        stack.patch(
            Warehouse.class, "weir", "{\"spec\":{\"meta\":{\"replicas\":" + members + "}}}");
        stack.await(pods -> pods.size() == 4, "meta");

        operated.killOperator();

        stack.awaitPods("meta", members);
        stack.awaitReady();
        operated.figure("catalog to " + members + " members, operator killed meanwhile", begun);
        inserts.awaitMore(5);
      }
      inserts.close();
      assertThat(inserts.failures()).as("statements that failed").isZero();
      stack.assertNothingIsLost(inserts);
    }
  }

  @Test
  @Order(50)
  void shouldGoOnWhenTheLeaderOfTheCatalogIsKilled() throws Exception {
    try (Inserts inserts = new Inserts(stack::web, 100_000)) {
      inserts.awaitMore(5);
      String leader = stack.leader();
      double killed = operated.seconds();

      client.pods().inNamespace(NAMESPACE).withName(leader).withGracePeriod(0).delete();

      inserts.awaitMore(5);
      operated.figure("leader of the catalog killed to 5 rows written", killed);
      stack.awaitPods("meta", 3);
      stack.awaitReady();
      inserts.close();
      stack.assertNothingIsLost(inserts);
    }
  }

  @Test
  @Order(60)
  void shouldGoOnWhenAMachineLosesItsPower() throws Exception {
    String lost = cluster.nodes().getLast();
    double cut = operated.seconds();

    cluster.powerCut(lost);

    // Reads and writes by whoever is elsewhere, or comes back elsewhere.
    try (Inserts inserts = new Inserts(stack::web, 200_000)) {
      inserts.awaitMore(5);
      operated.figure("power cut to 5 rows written", cut);
      for (String component : List.of("web", "gateway", "compute")) {
        stack.awaitElsewhere(component, List.of(lost));
      }
      operated.figure("power cut to web, gateway and compute elsewhere", cut);

      cluster.powerOn(lost);

      stack.awaitReady();
      operated.figure("power cut to all ready again", cut);
      inserts.awaitMore(5);
      inserts.close();
      stack.assertNothingIsLost(inserts);
    }
  }

  @Test
  @Order(65)
  void shouldSayWhatIsWrongWhileMostOfTheCatalogHasNoPowerAndGoOnAfterwards() throws Exception {
    String kept = stack.node("web");
    List<String> lost = cluster.nodes().stream().filter(node -> !node.equals(kept)).toList();
    try (Inserts inserts = new Inserts(stack::web, 300_000)) {
      inserts.awaitMore(5);

      lost.forEach(cluster::powerCut);
      try (WebPort web = stack.web()) {
        double asked = operated.seconds();
        assertThatThrownBy(() -> web.sql("SELECT count(*) FROM t"))
            .hasMessageContaining(": 503")
            .hasMessageContaining("UNAVAILABLE")
            .hasMessageContaining("a majority of the meta nodes");
        operated.figure("query without most of the catalog to its error", asked);
        stack.awaitPods("web", 1);
      } finally {
        lost.forEach(cluster::powerOn);
      }
      double back = operated.seconds();

      stack.awaitPods("meta", 3);
      stack.awaitReady();
      inserts.awaitMore(5);
      operated.figure("power for most of the catalog to 5 rows written", back);
      inserts.close();
      stack.assertNothingIsLost(inserts);
    }
  }

  @Test
  @Order(70)
  void shouldLeaveNothingWhenTheWarehouseIsDeleted() {
    stack.delete();

    assertThat(client.apps().statefulSets().inNamespace(NAMESPACE).list().getItems()).isEmpty();
    assertThat(client.apps().deployments().inNamespace(NAMESPACE).list().getItems()).isEmpty();
    assertThat(client.services().inNamespace(NAMESPACE).list().getItems()).isEmpty();
    // What bears data stays, and what opens it.
    assertThat(client.persistentVolumeClaims().inNamespace(NAMESPACE).list().getItems())
        .extracting(claim -> claim.getMetadata().getName())
        .contains("data-weir-storage-0", "data-weir-database-0");
  }
}
