package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.weir.contracts.meta.v1.ComputeNode;
import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.condition.Condition;
import dev.weir.operator.warehouse.PartPasses;
import dev.weir.operator.warehouse.WarehouseNames;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Demand from a gateway's real queue, nodes in a real catalog, pods that are said to be ready. */
@OnControlPlane
class AutoscalingIT {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
  private static final String WAREHOUSE = "local";
  private static final String NAME = "default";

  private final ControlPlane controlPlane = ControlPlane.shared();
  private final KubernetesClient client = controlPlane.client();

  @TempDir Path folder;
  private String namespace;
  private TestingCatalog catalog;
  private TestingKubelet kubelet;
  private TestingGateway gateway;
  private RunningOperator operator;
  private TestingNodes nodes;

  @BeforeEach
  void start() throws Exception {
    namespace = controlPlane.namespace("scaling");
    catalog = new TestingCatalog(client, namespace, WAREHOUSE, folder);
    kubelet = new TestingKubelet(client, namespace);
    WarehouseNames names = new WarehouseNames(namespace, WAREHOUSE);
    gateway =
        new TestingGateway(
            NAME,
            () -> new PartPasses(client).apply(names).token(),
            TestingTls.of(client, names, WarehouseNames.GATEWAY));
    TestingAddresses addresses = catalog.addresses().withGateway(gateway.address());
    nodes = new TestingNodes(client, names, NAME, addresses.metaService(names, 0));
    operator = new RunningOperator(controlPlane, namespace, addresses);
    TestingResources.createWarehouse(client, "development", namespace);
  }

  @AfterEach
  void stop() throws Exception {
    operator.close();
    nodes.close();
    gateway.close();
    kubelet.close();
    catalog.close();
  }

  private void create(String autoscaling) {
    TestingResources.createCluster(client, "autoscaling", namespace);
    patch("{\"autoscaling\":" + autoscaling + "}");
  }

  private void patch(String spec) {
    client
        .resources(ComputeCluster.class)
        .inNamespace(namespace)
        .withName(NAME)
        .patch(MERGE, "{\"spec\":" + spec + "}");
  }

  private ComputeCluster cluster() {
    return client.resources(ComputeCluster.class).inNamespace(namespace).withName(NAME).get();
  }

  private Integer replicas() {
    Deployment deployment =
        client.apps().deployments().inNamespace(namespace).withName(NAME + "-compute").get();
    return deployment == null ? null : deployment.getSpec().getReplicas();
  }

  private void awaitReplicas(int replicas) throws Exception {
    Eventually.holds(() -> assertThat(replicas()).isEqualTo(replicas));
  }

  private static void assertReady(List<Pod> pods, int count) {
    assertThat(pods).hasSize(count).allMatch(pod -> pod.getStatus().getPodIP() != null);
  }

  /** One query runs on each node. */
  private void occupyAll() {
    nodes.pods().forEach(pod -> nodes.runs(pod.getStatus().getPodIP(), 1));
    nodes.renew();
  }

  private Condition condition(String type) {
    return cluster().getStatus().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldFollowTheDemandAndLetNoNodeGoThatHasWork() throws Exception {
    create("{\"min\":1,\"max\":4,\"targetConcurrentQueries\":4}");
    awaitReplicas(1);

    // When there is more work than a node takes
    gateway.run(11);

    // Then
    awaitReplicas(3);
    Eventually.holds(
        () -> {
          assertReady(nodes.pods(), 3);
          assertThat(cluster().getStatus().lastScaleReason())
              .isEqualTo("11 queries run and 0 wait, a node takes 4");
        });

    // When there is less, and a query on each node
    occupyAll();
    gateway.run(3);
    Eventually.holds(
        () -> {
          nodes.renew();
          assertThat(nodes.listed()).filteredOn(node -> !node.getAccepting()).hasSize(2);
        });

    // Then those that are to go get no more queries, and stay until they have ended theirs
    List<ComputeNode> going =
        nodes.listed().stream().filter(node -> node.getDrainingSinceEpochMillis() > 0).toList();
    for (int i = 0; i < 8; i++) {
      nodes.renew();
      assertThat(replicas()).isEqualTo(3);
      TimeUnit.MILLISECONDS.sleep(500);
    }
    Eventually.holds(
        () -> {
          nodes.renew();
          assertThat(condition("Ready").message())
              .isEqualTo("3 of 3 nodes ready; 2 nodes finish their queries before they go");
        });
    going.forEach(node -> nodes.runs(node.getHost(), 0));
    Eventually.holds(
        () -> {
          nodes.renew();
          assertThat(replicas()).isEqualTo(1);
        });
    Eventually.holds(
        () ->
            assertThat(nodes.pods())
                .filteredOn(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .extracting(pod -> pod.getStatus().getPodIP())
                .hasSize(1)
                .doesNotContainAnyElementsOf(going.stream().map(ComputeNode::getHost).toList()));
    assertThat(client.events().v1().events().inNamespace(namespace).list().getItems())
        .filteredOn(event -> "weir.dev/operator".equals(event.getReportingController()))
        .extracting(Event::getReason, Event::getNote)
        .contains(
            tuple("ScaledUp", "from 1 to 3 nodes: 11 queries run and 0 wait, a node takes 4"),
            tuple(
                "ScaledDown",
                "from 3 to 1 nodes: less work: 3 queries run and 0 wait, a node takes 4"));
    assertThat(operator.isReady()).isTrue();
  }

  @Test
  void shouldTakeBackThatNodesAreToGoWhenThereIsWorkAgain() throws Exception {
    create("{\"min\":1,\"max\":4,\"targetConcurrentQueries\":4}");
    gateway.run(8);
    awaitReplicas(2);
    Eventually.holds(() -> assertReady(nodes.pods(), 2));
    occupyAll();
    gateway.run(1);
    Eventually.holds(
        () -> {
          nodes.renew();
          assertThat(nodes.listed()).filteredOn(node -> !node.getAccepting()).hasSize(1);
        });

    gateway.run(8);

    Eventually.holds(
        () -> {
          nodes.renew();
          assertThat(nodes.listed()).hasSize(2).allMatch(ComputeNode::getAccepting);
        });
    assertThat(replicas()).isEqualTo(2);
  }

  @Test
  void shouldSleepWhenNothingIsAskedAndWakeForTheNextQuery() throws Exception {
    create("{\"min\":0,\"max\":2,\"suspendAfter\":\"4s\"}");
    awaitReplicas(1);

    // When
    gateway.run(1);
    gateway.run(0);
    Eventually.holds(
        () -> {
          nodes.renew();
          assertThat(replicas()).isZero();
        });

    // Then
    Eventually.holds(
        () -> {
          assertThat(condition("Suspended").status()).isEqualTo("True");
          assertThat(condition("Suspended").reason()).isEqualTo("Idle");
          assertThat(condition("Ready").status()).isEqualTo("True");
          assertThat(cluster().getStatus().desiredReplicas()).isZero();
          assertThat(cluster().getStatus().lastQueryTime()).isNotNull();
        });
    double writes = operator.writes();
    String version = cluster().getMetadata().getResourceVersion();
    TimeUnit.SECONDS.sleep(8);
    assertThat(operator.writes()).isEqualTo(writes);
    assertThat(cluster().getMetadata().getResourceVersion()).isEqualTo(version);

    // When
    long asked = System.nanoTime();
    gateway.run(1);

    // Then
    awaitReplicas(1);
    System.out.printf(
        "FIGURE query at a suspended cluster to its scale patch: %d ms%n",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked));
    Eventually.holds(() -> assertThat(condition("Suspended").status()).isEqualTo("False"));
  }

  @Test
  void shouldSayWhenNobodyTellsWhatIsAsked() throws Exception {
    gateway.close();
    create("{\"min\":1,\"max\":4}");

    Eventually.holds(
        () -> {
          assertThat(cluster().getStatus()).isNotNull();
          assertThat(condition("Ready").message())
              .contains("not every gateway tells what is asked of it");
        });
    assertThat(replicas()).isEqualTo(1);
  }

  @Test
  void shouldChangeNothingWhenTheOperatorStartsAgain() throws Exception {
    create("{\"min\":1,\"max\":4,\"targetConcurrentQueries\":4}");
    gateway.run(11);
    awaitReplicas(3);
    operator.close();
    gateway.run(0);
    gateway.run(9);

    operator =
        new RunningOperator(
            controlPlane, namespace, catalog.addresses().withGateway(gateway.address()));

    for (int i = 0; i < 10; i++) {
      assertThat(replicas()).isEqualTo(3);
      TimeUnit.MILLISECONDS.sleep(300);
    }
  }
}
