package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.crds.Kind;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.GoldenYaml;
import dev.weir.operator.install.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A release of the chart from its first installation to its removal, on a real API server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@OnControlPlane
class HelmReleaseIT {
  private static final String OWN = "weir-system";
  private static final String DATA = "data";
  private static final String OPERATOR = "weir-operator";
  private static final String IN_OWN = "--namespace=" + OWN;

  /** Of the operator, with the chart's defaults. */
  private static final int OBJECTS = 12;

  @TempDir static Path folder;
  private ControlPlane controlPlane;
  private KubernetesClient client;
  private Helm helm;
  private String warehouse;
  private WebhookClientConfig announced;

  @BeforeAll
  void start() {
    helm = Helm.in(folder);
    controlPlane = ControlPlane.bare();
    client = controlPlane.client();
    helm = helm.with(controlPlane.kubeconfig());
  }

  @AfterAll
  void stop() {
    if (controlPlane != null) {
      controlPlane.close();
    }
  }

  private List<HasMetadata> ofOperator() {
    return Stream.<List<? extends HasMetadata>>of(
            client.apps().deployments().inAnyNamespace().list().getItems(),
            client.services().inAnyNamespace().list().getItems(),
            client.serviceAccounts().inAnyNamespace().list().getItems(),
            client.rbac().roles().inAnyNamespace().list().getItems(),
            client.rbac().roleBindings().inAnyNamespace().list().getItems(),
            client.rbac().clusterRoles().list().getItems(),
            client.rbac().clusterRoleBindings().list().getItems(),
            client.admissionRegistration().v1().validatingWebhookConfigurations().list().getItems(),
            client.configMaps().inAnyNamespace().list().getItems())
        .<HasMetadata>flatMap(List::stream)
        .filter(object -> object.getMetadata().getName().startsWith("weir"))
        .toList();
  }

  private CustomResourceDefinition crd(Kind kind) {
    return client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName(kind.plural() + ".weir.dev")
        .require();
  }

  /** The chart as a release before this one had it: without a field that this one knows. */
  private static Path olderChart() throws IOException {
    Path older = folder.resolve("older");
    Path source = Path.of(Helm.chart());
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = older.resolve(source.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    Path crd = older.resolve("files/crds/warehouses.weir.dev.yaml");
    String text = Files.readString(crd);
    String without = text.replaceFirst("(?m)^    shortNames:\n    - wh\n", "");
    assertThat(without).isNotEqualTo(text);
    Files.writeString(crd, without);
    return older;
  }

  @Test
  @Order(1)
  void shouldInstallTheOperatorWithItsKinds() throws Exception {
    String printed =
        helm.run("install", "weir", olderChart().toString(), IN_OWN, "--create-namespace");

    assertThat(printed).contains("STATUS: deployed").contains("installed in namespace weir-system");
    assertThat(ofOperator())
        .extracting(object -> object.getKind() + " " + object.getMetadata().getName())
        .containsExactlyInAnyOrder(
            "Deployment weir-operator",
            "Service weir-operator",
            "ServiceAccount weir-operator",
            "ClusterRole weir-operator",
            "ClusterRoleBinding weir-operator",
            "Role weir-operator-leases",
            "RoleBinding weir-operator-leases",
            "Role weir-operator-webhook",
            "RoleBinding weir-operator-webhook",
            "ClusterRole weir-operator-webhook-weir-system",
            "ClusterRoleBinding weir-operator-webhook-weir-system",
            "ValidatingWebhookConfiguration weir-operator-weir-system");
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(DATA).endMetadata().build())
        .create();
    Warehouse lake = new Warehouse();
    lake.setMetadata(new ObjectMetaBuilder().withName("lake").withNamespace(DATA).build());
    lake.setSpec(GoldenYaml.in("warehouse", "development", Warehouse.class).getSpec());
    // The API server takes a moment to serve a kind that is new.
    Eventually.holds(() -> warehouse = client.resource(lake).create().getMetadata().getUid());
  }

  @Test
  @Order(2)
  void shouldBringTheKindsUpToDateWithAnUpgrade() {
    assertThat(crd(Kind.WAREHOUSE).getSpec().getNames().getShortNames()).isNullOrEmpty();
    announced = announce();

    helm.run("upgrade", "weir", Helm.chart(), IN_OWN);

    assertThat(webhook().getWebhooks().getFirst().getClientConfig()).isEqualTo(announced);

    assertThat(crd(Kind.WAREHOUSE).getSpec().getNames().getShortNames()).containsExactly("wh");
    assertThat(lake()).isEqualTo(warehouse);
  }

  /** Whom to trust and which path to ask, as the operator writes it. */
  private WebhookClientConfig announce() {
    ValidatingWebhookConfiguration patch =
        Serialization.unmarshal(
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingWebhookConfiguration
            metadata: { name: weir-operator-weir-system }
            webhooks:
              - name: resources.weir.dev
                clientConfig:
                  caBundle: %s
                  service: { name: weir-operator, namespace: weir-system, path: /secret }
            """
                .formatted(client.getConfiguration().getCaCertData()),
            ValidatingWebhookConfiguration.class);
    client.resource(patch).fieldManager(OPERATOR).serverSideApply();
    WebhookClientConfig stored = webhook().getWebhooks().getFirst().getClientConfig();
    assertThat(stored.getCaBundle()).isNotEmpty();
    assertThat(stored.getService().getPath()).isEqualTo("/secret");
    return stored;
  }

  private ValidatingWebhookConfiguration webhook() {
    return client
        .admissionRegistration()
        .v1()
        .validatingWebhookConfigurations()
        .withName("weir-operator-weir-system")
        .require();
  }

  private String lake() {
    return client
        .resources(Warehouse.class)
        .inNamespace(DATA)
        .withName("lake")
        .require()
        .getMetadata()
        .getUid();
  }

  @Test
  @Order(3)
  void shouldRefuseBadValuesAndChangeNothing() {
    List<String> before = versions();

    assertThatThrownBy(
            () -> helm.run("upgrade", "weir", Helm.chart(), IN_OWN, "--set=replicas=none"))
        .hasMessageContaining("at '/replicas': got string, want integer");

    assertThat(versions()).isEqualTo(before);
  }

  private List<String> versions() {
    return ofOperator().stream()
        .filter(object -> !object.getKind().equals("Deployment"))
        .map(
            object ->
                object.getKind()
                    + object.getMetadata().getName()
                    + object.getMetadata().getResourceVersion())
        .toList();
  }

  @Test
  @Order(4)
  void shouldTakeRightsAwayWithAnUpgradeToWatchedNamespaces() {
    helm.run(
        "upgrade",
        "weir",
        Helm.chart(),
        IN_OWN,
        "--set=watchedNamespaces={data}",
        "--set=replicas=2",
        "--set=monitoring.dashboards.enabled=true");

    assertThat(client.rbac().clusterRoles().withName(OPERATOR).get()).isNull();
    assertThat(client.rbac().clusterRoleBindings().withName(OPERATOR).get()).isNull();
    assertThat(client.rbac().roles().inNamespace(DATA).withName(OPERATOR).get()).isNotNull();
    assertThat(client.rbac().roleBindings().inNamespace(DATA).withName(OPERATOR).get()).isNotNull();
    assertThat(
            client
                .apps()
                .deployments()
                .inNamespace(OWN)
                .withName(OPERATOR)
                .require()
                .getSpec()
                .getReplicas())
        .isEqualTo(2);
    assertThat(client.configMaps().inNamespace(OWN).withName("weir-dashboards").get()).isNotNull();
    ValidatingWebhook asking = webhook().getWebhooks().getFirst();
    assertThat(asking.getNamespaceSelector().getMatchExpressions().getFirst().getValues())
        .containsExactly(DATA);
    assertThat(asking.getClientConfig()).isEqualTo(announced);
  }

  @Test
  @Order(5)
  void shouldLeaveCustomResourcesAndNothingElse() {
    String printed = helm.run("uninstall", "weir", IN_OWN);

    assertThat(printed).contains("These resources were kept due to the resource policy");
    assertThat(ofOperator()).isEmpty();
    assertThat(client.secrets().inNamespace(OWN).list().getItems()).isEmpty();
    for (Kind kind : Kind.values()) {
      assertThat(printed).contains("[CustomResourceDefinition] " + kind.plural() + ".weir.dev");
      assertThat(crd(kind).isMarkedForDeletion()).isFalse();
    }
    assertThat(lake()).isEqualTo(warehouse);
  }

  @Test
  @Order(6)
  void shouldComeBackToItsResources() {
    helm.run("install", "weir", Helm.chart(), IN_OWN);

    assertThat(ofOperator()).hasSize(OBJECTS);
    assertThat(lake()).isEqualTo(warehouse);
    helm.run("uninstall", "weir", IN_OWN);
  }

  /** As docs/install.md says. */
  @Test
  @Order(7)
  void shouldComeBackUnderAnotherNameWhenToldTo() {
    String[] other = {"install", "other", Helm.chart(), IN_OWN};
    assertThatThrownBy(() -> helm.run(other))
        .hasMessageContaining("cannot be imported into the current release");

    helm.run(Stream.concat(Stream.of(other), Stream.of("--take-ownership")).toArray(String[]::new));

    assertThat(ofOperator()).hasSize(OBJECTS);
    assertThat(lake()).isEqualTo(warehouse);
    helm.run("uninstall", "other", IN_OWN);
  }

  /** As docs/install.md says for a change from the plain manifest to the chart. */
  @Test
  @Order(8)
  void shouldTakeOverAnInstallationByPlainManifests() {
    try (Stream<Path> manifests =
        Stream.concat(
            Files.list(Path.of("../crds/generated")),
            Stream.of(Path.of("src/main/kubernetes/operator.yaml")))) {
      manifests.forEach(this::apply);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }

    helm.run("install", "weir", Helm.chart(), IN_OWN, "--take-ownership");

    assertThat(ofOperator()).hasSize(OBJECTS);
    assertThat(lake()).isEqualTo(warehouse);
    helm.run("uninstall", "weir", IN_OWN);
    assertThat(ofOperator()).isEmpty();
  }

  private void apply(Path manifest) {
    try (var stream = Files.newInputStream(manifest)) {
      client.load(stream).resources().forEach(object -> object.forceConflicts().serverSideApply());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
