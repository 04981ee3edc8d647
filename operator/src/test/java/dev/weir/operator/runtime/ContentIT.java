package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.WeirResource;
import dev.weir.crds.condition.Condition;
import dev.weir.crds.dashboard.Dashboard;
import dev.weir.crds.report.Report;
import dev.weir.crds.warehouse.Warehouse;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Content on a real API server; the web app keeps what it is given. */
@OnControlPlane
class ContentIT {
  private static final String PATH = "/api/v1/dashboards/";
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private static ControlPlane controlPlane;
  private static KubernetesClient client;

  private String namespace;
  private TestingWeb web;
  private RunningOperator operator;
  private TestingKubelet kubelet;

  @BeforeAll
  static void startCluster() {
    controlPlane = ControlPlane.shared();
    client = controlPlane.client();
  }

  @BeforeEach
  void start() throws Exception {
    namespace = controlPlane.namespace("content");
    web = new TestingWeb();
    operator = new RunningOperator(controlPlane, namespace, TestingAddresses.ofWeb(web.address()));
  }

  @AfterEach
  void stop() throws Exception {
    if (kubelet != null) {
      kubelet.close();
    }
    operator.close();
    web.close();
  }

  private void createWarehouse() {
    TestingResources.createWarehouse(client, "development", namespace);
  }

  /** Pods become ready, and the web app lets in whoever has the administrator's token. */
  private void serve() throws Exception {
    web.letInAdministrator(client, namespace);
    kubelet = new TestingKubelet(client, namespace);
  }

  private void createDashboard() {
    Dashboard dashboard =
        Serialization.unmarshal(
            """
            apiVersion: weir.dev/v1alpha1
            kind: Dashboard
            metadata: { name: sales }
            spec:
              warehouseRef: { name: local }
              title: Sales
              charts:
                - { name: one, type: BigNumber, sql: SELECT 1 AS n, encoding: { value: n } }
            """,
            Dashboard.class);
    client.resource(dashboard).inNamespace(namespace).create();
  }

  private Dashboard dashboard() {
    return client.resources(Dashboard.class).inNamespace(namespace).withName("sales").get();
  }

  private static Condition condition(WeirResource<?, ?> resource, String type) {
    assertThat(resource).isNotNull();
    assertThat(resource.getStatus()).as("status").isNotNull();
    return resource.getStatus().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no condition " + type));
  }

  private void awaitReady() throws Exception {
    Eventually.holds(
        () -> {
          assertThat(condition(dashboard(), "Ready").message()).isEqualTo("1 charts");
          assertThat(condition(dashboard(), "Ready").status()).isEqualTo("True");
        });
  }

  @Test
  void shouldWaitPolitelyThenApplyThenDelete() throws Exception {
    // Given a resource without its Warehouse
    createDashboard();
    Eventually.holds(
        () ->
            assertThat(condition(dashboard(), "ResolvedRefs").reason())
                .isEqualTo("ReferenceNotFound"));

    // When the Warehouse is there and takes no requests
    createWarehouse();

    // Then
    Eventually.holds(
        () -> {
          assertThat(condition(dashboard(), "ResolvedRefs").reason())
              .isEqualTo("ReferenceNotReady");
          assertThat(condition(dashboard(), "Ready").status()).isEqualTo("False");
        });
    assertThat(web.writes()).isEmpty();

    // When it serves
    serve();

    // Then
    awaitReady();
    assertThat(web.writes()).containsExactly("PUT " + PATH + namespace + "~sales");
    assertThat(web.stored().get(PATH + namespace + "~sales").at("/resource/metadata").toString())
        .doesNotContain("managedFields", "resourceVersion", "finalizers");
    assertThat(dashboard().getStatus().url()).startsWith(web.address().toString());
    assertThat(dashboard().getMetadata().getFinalizers()).containsExactly("weir.dev/content");

    // When it is deleted
    client.resource(dashboard()).delete();

    // Then
    Eventually.holds(() -> assertThat(dashboard()).isNull());
    assertThat(web.stored()).isEmpty();
  }

  @Test
  void shouldWriteNothingWhenNothingChanged() throws Exception {
    // Given
    createWarehouse();
    serve();
    createDashboard();
    awaitReady();
    Dashboard before = dashboard();
    double reconciles = operator.succeeded("Dashboard");

    // When another operator looks at everything again
    operator.close();
    operator = new RunningOperator(controlPlane, namespace, TestingAddresses.ofWeb(web.address()));
    Eventually.holds(() -> assertThat(operator.succeeded("Dashboard")).isPositive());

    // Then
    assertThat(reconciles).isPositive();
    assertThat(dashboard().getMetadata().getResourceVersion())
        .isEqualTo(before.getMetadata().getResourceVersion());
    assertThat(web.writes()).hasSize(1);
  }

  @Test
  void shouldTryAgainUntilTheWebAppAnswersAndApplyChanges() throws Exception {
    // Given
    web.setDown(true);
    createWarehouse();
    serve();
    createDashboard();
    Eventually.holds(
        () -> assertThat(condition(dashboard(), "Ready").reason()).isEqualTo("Unavailable"));

    // When
    web.setDown(false);

    // Then
    awaitReady();

    // When
    client
        .resources(Dashboard.class)
        .inNamespace(namespace)
        .withName("sales")
        .patch(MERGE, "{\"spec\":{\"title\":\"Sales of today\"}}");

    // Then
    Eventually.holds(
        () ->
            assertThat(
                    web.stored()
                        .get(PATH + namespace + "~sales")
                        .at("/resource/spec/title")
                        .asText())
                .isEqualTo("Sales of today"));
  }

  @Test
  void shouldKeepTheResourceUntilItsDeletionIsDone() throws Exception {
    // Given
    createWarehouse();
    serve();
    createDashboard();
    awaitReady();

    // When it cannot be deleted there
    web.setDown(true);
    client.resource(dashboard()).delete();
    Eventually.holds(() -> assertThat(operator.succeeded("Dashboard")).isGreaterThan(1));

    // Then
    assertThat(dashboard().getMetadata().getDeletionTimestamp()).isNotNull();
    assertThat(web.stored()).hasSize(1);

    // When it can
    web.setDown(false);

    // Then
    Eventually.holds(() -> assertThat(dashboard()).isNull());
    assertThat(web.stored()).isEmpty();
  }

  @Test
  void shouldLetGoOfContentWhoseWarehouseIsGone() throws Exception {
    // Given
    createWarehouse();
    serve();
    createDashboard();
    awaitReady();

    // When
    client.resources(Warehouse.class).inNamespace(namespace).withName("local").delete();
    Eventually.holds(
        () ->
            assertThat(
                    client
                        .resources(Warehouse.class)
                        .inNamespace(namespace)
                        .withName("local")
                        .get())
                .isNull());
    client.resource(dashboard()).delete();

    // Then
    Eventually.holds(() -> assertThat(dashboard()).isNull());
  }

  @Test
  void shouldSayWhatAReportIsWorthInThisVersion() throws Exception {
    createWarehouse();
    serve();
    Report report =
        Serialization.unmarshal(
            """
            apiVersion: weir.dev/v1alpha1
            kind: Report
            metadata: { name: daily }
            spec:
              warehouseRef: { name: local }
              title: Daily
              schedule: { cron: "0 6 * * *" }
              content: { dashboardRef: { name: sales } }
              recipients: [{ mail: { to: [ada@example.com] } }]
            """,
            Report.class);
    client.resource(report).inNamespace(namespace).create();

    Eventually.holds(
        () ->
            assertThat(
                    condition(
                            client
                                .resources(Report.class)
                                .inNamespace(namespace)
                                .withName("daily")
                                .get(),
                            "Ready")
                        .reason())
                .isEqualTo("NotYetSupported"));
  }
}
