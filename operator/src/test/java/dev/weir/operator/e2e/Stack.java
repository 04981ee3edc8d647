package dev.weir.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.warehouse.Warehouse;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Warehouse with ComputeCluster {@code default}, on pods, in one namespace. */
final class Stack {
  static final String WAREHOUSE = "weir";
  static final String CLUSTER = "default";

  private final KubernetesClient client;
  private final String namespace;
  private final String warehouse;

  /** Of Warehouse {@code weir}. */
  Stack(OperatedCluster on, String namespace) {
    this(on, namespace, WAREHOUSE);
  }

  /** Of a Warehouse that is applied otherwise. */
  Stack(OperatedCluster on, String namespace, String warehouse) {
    this.client = on.client();
    this.namespace = namespace;
    this.warehouse = warehouse;
  }

  String namespace() {
    return namespace;
  }

  /** Applies Warehouse {@code weir}; see {@link #awaitReady()}. */
  void apply() {
    Installation.apply(client, "warehouse.yaml", namespace);
  }

  String adminToken() {
    return WebPort.adminToken(client, namespace, warehouse);
  }

  WebPort web() {
    return WebPort.open(client, namespace, warehouse);
  }

  <T extends HasMetadata> void patch(Class<T> kind, String name, String json) {
    client
        .resources(kind)
        .inNamespace(namespace)
        .withName(name)
        .patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  /** The pod that leads the catalog's group, as the web server hears of it. */
  String leader() throws Exception {
    try (WebPort web = web()) {
      String parts = web.call("GET", "/api/v1/status", null).path("parts").toString();
      Matcher found = Pattern.compile("leader (weir-meta-\\d)-").matcher(parts);
      assertThat(found.find()).as(parts).isTrue();
      return found.group(1);
    }
  }

  /** Every acknowledged row is there, and none twice. */
  void assertNothingIsLost(Inserts inserts) throws Exception {
    try (WebPort web = web()) {
      JsonNode rows = web.sql("SELECT id FROM written ORDER BY id");
      List<Long> there = new ArrayList<>();
      rows.forEach(row -> there.add(row.get(0).asLong()));
      assertThat(there).doesNotHaveDuplicates().containsAll(inserts.acknowledged());
    }
  }

  /** Its pods, each with how often its containers were started again. */
  Map<String, String> pods() {
    return client.pods().inNamespace(namespace).list().getItems().stream()
        .collect(
            Collectors.toMap(
                pod -> pod.getMetadata().getUid(),
                pod ->
                    pod.getStatus().getContainerStatuses().stream()
                        .map(status -> String.valueOf(status.getRestartCount()))
                        .collect(Collectors.joining(","))));
  }

  /** The versions of the two resources: another one after every write. */
  Map<String, String> versions() {
    return Stream.of(
            client.resources(Warehouse.class).inNamespace(namespace).withName(WAREHOUSE).require(),
            client
                .resources(ComputeCluster.class)
                .inNamespace(namespace)
                .withName(CLUSTER)
                .require())
        .collect(
            Collectors.toMap(
                HasMetadata::getKind, resource -> resource.getMetadata().getResourceVersion()));
  }

  /** Where the first pod of a component runs. */
  String node(String component) {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/component", component)
        .list()
        .getItems()
        .getFirst()
        .getSpec()
        .getNodeName();
  }

  void awaitPods(String component, int ready) {
    await(pods -> pods.size() == ready && pods.stream().allMatch(Readiness::isPodReady), component);
  }

  void awaitElsewhere(String component, List<String> lost) {
    await(
        pods ->
            pods.stream()
                .anyMatch(
                    pod ->
                        Readiness.isPodReady(pod) && !lost.contains(pod.getSpec().getNodeName())),
        component);
  }

  void await(Predicate<List<Pod>> condition, String component) {
    try {
      client
          .pods()
          .inNamespace(namespace)
          .withLabel("app.kubernetes.io/component", component)
          .informOnCondition(condition::test)
          .orTimeout(3, TimeUnit.MINUTES)
          .join();
    } catch (CompletionException late) {
      throw new AssertionError(component + ": " + Trouble.of(client, namespace), late);
    }
  }

  /** Waits until the Warehouse is ready with what it is to be now. */
  void awaitReady() {
    try {
      client
          .resources(Warehouse.class)
          .inNamespace(namespace)
          .withName(warehouse)
          .waitUntilCondition(Stack::isReady, 150, TimeUnit.SECONDS);
    } catch (RuntimeException late) {
      throw new AssertionError(Trouble.of(client, namespace), late);
    }
  }

  private static boolean isReady(Warehouse warehouse) {
    return warehouse != null
        && warehouse.getStatus() != null
        && warehouse.getStatus().conditions().stream()
            .anyMatch(
                condition -> condition.type().equals("Ready") && condition.status().equals("True"));
  }

  /** Deletes both and waits until no pod is left. */
  void delete() {
    client.resources(ComputeCluster.class).inNamespace(namespace).withName(CLUSTER).delete();
    client.resources(Warehouse.class).inNamespace(namespace).withName(warehouse).delete();
    awaitNoPods();
  }

  /** Waits until no pod is left. */
  void awaitNoPods() {
    client
        .pods()
        .inNamespace(namespace)
        .informOnCondition(List::isEmpty)
        .orTimeout(3, TimeUnit.MINUTES)
        .join();
  }
}
