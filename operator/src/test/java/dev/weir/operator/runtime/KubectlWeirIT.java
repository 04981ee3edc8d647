package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.crds.cluster.ComputeCluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The plugin against a real API server with nobody behind it. What needs pods, {@code sql} above
 * all, is in StackE2E.
 */
@OnControlPlane
class KubectlWeirIT {
  private static ControlPlane controlPlane;
  private static KubernetesClient client;
  private static KubectlWeir plugin;

  private String namespace;

  @BeforeAll
  static void start() {
    controlPlane = ControlPlane.shared();
    client = controlPlane.client();
    plugin = KubectlWeir.of(controlPlane.kubeconfig());
  }

  @BeforeEach
  void makeNamespace() {
    namespace = controlPlane.namespace("plugin");
  }

  private void create(String yaml) {
    GenericKubernetesResource resource =
        Serialization.unmarshal(
            "apiVersion: weir.dev/v1alpha1\n" + yaml, GenericKubernetesResource.class);
    resource.getMetadata().setNamespace(namespace);
    GenericKubernetesResource created = client.resource(resource).create();
    if (resource.getAdditionalProperties().containsKey("status")) {
      created.getAdditionalProperties().put("status", resource.get("status"));
      client.resource(created).updateStatus();
    }
  }

  private void createWarehouse(String name, String ready) {
    create(
        """
        kind: Warehouse
        metadata: {name: %s}
        spec: {}
        status:
          conditions:
          - {type: Ready, status: '%s', reason: Because, message: it is so, lastTransitionTime: '2026-01-01T00:00:00Z'}
        """
            .formatted(name, ready));
  }

  private void createCluster(String name, String warehouse) {
    create(
        "kind: ComputeCluster\nmetadata: {name: %s}\nspec: {warehouseRef: {name: %s}}"
            .formatted(name, warehouse));
  }

  private boolean sleeps(String cluster) {
    return Boolean.TRUE.equals(
        client
            .resources(ComputeCluster.class)
            .inNamespace(namespace)
            .withName(cluster)
            .require()
            .getSpec()
            .suspend());
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "logs", "suspend", "resume", "sql", "explain"})
  void shouldTeachEveryCommand(String command) {
    String help = plugin.run(command, "--help");

    assertThat(help).contains("kubectl weir " + command).contains("-n, --namespace NAME");
    assertThat(plugin.run("help", command)).isEqualTo(help);
    assertThat(plugin.run()).contains("  " + command + " ");
  }

  /** Arguments, exit code, and what is said. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "frobnicate | 2 | Commands are status, logs, suspend, resume, sql and explain",
        "status lake | 2 | Name the Warehouse with --warehouse",
        "logs everything | 2 | Parts are meta, gateway, web, compute, storage, database and operator",
        "suspend one two | 2 | one ComputeCluster at a time",
        "explain | 2 | explain takes one statement",
        "explain SELECT 1 | 2 | In quotes",
        "status --warehouse | 2 | --warehouse needs a name",
        "status --warehouse missing | 1 | there is no Warehouse missing",
        "suspend missing | 1 | there is no ComputeCluster missing"
      })
  void shouldSayWhatToDoInstead(String arguments, int code, String next) {
    String[] words = ("-n " + namespace + " " + arguments).split(" ");

    assertThatThrownBy(() -> plugin.run(words))
        .hasMessageContaining("ended with " + code)
        .hasMessageContaining("kubectl weir: ")
        .hasMessageContaining(next);
  }

  @Test
  void shouldSayThatThereIsNoOperator() {
    // What tests of installations have left in this cluster.
    client
        .apps()
        .deployments()
        .inAnyNamespace()
        .withLabel("app.kubernetes.io/name", "weir-operator")
        .list()
        .getItems()
        .forEach(left -> client.resource(left).delete());

    assertThatThrownBy(() -> plugin.run("logs", "operator"))
        .hasMessageContaining("ended with 1")
        .hasMessageContaining("Install it: docs/install.md");
  }

  @Test
  void shouldShowAWarehouseAndWhyItIsAsItIs() {
    createWarehouse("lake", "True");
    createWarehouse("other", "False");
    createCluster("analysts", "lake");
    createCluster("elsewhere", "other");

    assertThat(plugin.run("status", "--warehouse", "lake", "-n", namespace))
        .contains("  Ready=True Because: it is so")
        .contains("analysts")
        .doesNotContain("elsewhere");
    assertThatThrownBy(() -> plugin.run("status", "--warehouse=other", "--namespace=" + namespace))
        .hasMessageContaining("Ready=False Because: it is so")
        .hasMessageContaining("Warehouse other is not ready");
  }

  @Test
  void shouldFindTheOnlyWarehouseAndAskWhichOfSeveral() {
    assertThatThrownBy(() -> plugin.run("status", "-n", namespace))
        .hasMessageContaining("there is no Warehouse in " + namespace)
        .hasMessageContaining("examples/kubernetes/quickstart");
    createWarehouse("lake", "True");
    assertThat(plugin.run("-n", namespace, "status"))
        .contains("Ready=True")
        .contains("no ComputeCluster");
    createWarehouse("other", "True");
    assertThatThrownBy(() -> plugin.run("status", "-n", namespace))
        .hasMessageContaining("there are several Warehouses in " + namespace + ": lake other")
        .hasMessageContaining("--warehouse NAME");
  }

  @Test
  void shouldPutAClusterToSleepAndWakeIt() {
    createWarehouse("lake", "True");
    createCluster("analysts", "lake");

    assertThat(plugin.run("suspend", "-n", namespace)).contains("kubectl weir resume analysts");
    assertThat(sleeps("analysts")).isTrue();
    assertThat(plugin.run("resume", "analysts", "-n", namespace)).contains("analysts wakes");
    assertThat(sleeps("analysts")).isFalse();

    createCluster("dashboards", "lake");
    assertThatThrownBy(() -> plugin.run("suspend", "-n", namespace))
        .hasMessageContaining("there are several ComputeClusters")
        .hasMessageContaining("Say which: kubectl weir suspend NAME");
    assertThat(sleeps("analysts")).isFalse();
  }

  @Test
  void shouldAskForLogsOfTheRightPods() {
    createWarehouse("lake", "True");
    assertThatThrownBy(() -> plugin.run("logs", "gateway", "-n", namespace))
        .hasMessageContaining("Warehouse lake has no pods of gateway")
        .hasMessageContaining("kubectl weir status --warehouse lake");
    client.resource(pod("mine", "lake", "gateway")).create();
    client.resource(pod("foreign", "other", "gateway")).create();
    client.resource(pod("web", "lake", "web")).create();

    // The pods wait for a node for ever: kubectl says so of each that it was asked for.
    assertThat(plugin.run("logs", "gateway", "-n", namespace, "--ignore-errors"))
        .doesNotContain("foreign")
        .doesNotContain("web");
  }

  private Pod pod(String name, String warehouse, String component) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %s
          namespace: %s
          labels: {weir.dev/warehouse: %s, app.kubernetes.io/component: %s}
        spec: {containers: [{name: it, image: none}]}
        """
            .formatted(name, namespace, warehouse, component),
        Pod.class);
  }

  @Test
  void shouldAskForATokenThatMayBeRead() {
    createWarehouse("lake", "True");

    assertThatThrownBy(() -> plugin.run("sql", "SELECT 1", "-n", namespace))
        .hasMessageContaining("you may not read the administrator's token")
        .hasMessageContaining("export WEIR_TOKEN=");
    assertThatThrownBy(
            () ->
                plugin
                    .command("sql", "SELECT 1", "-n", namespace)
                    .with("WEIR_TOKEN", "of-mine")
                    .run("ask"))
        .hasMessageContaining("Warehouse lake cannot be reached")
        .hasMessageContaining("services \"lake-web\" not found");
  }
}
