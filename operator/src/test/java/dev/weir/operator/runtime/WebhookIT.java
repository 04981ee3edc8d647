package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.crds.WeirResource;
import dev.weir.crds.cluster.ComputeCluster;
import dev.weir.crds.condition.Condition;
import dev.weir.crds.dashboard.Dashboard;
import dev.weir.crds.table.Table;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.config.WebhookConfig;
import dev.weir.operator.warehouse.Serving;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real API server asks the operator before it stores a resource. */
@OnControlPlane
class WebhookIT {
  private static final String DENIED =
      "admission webhook \"resources.weir.dev\" denied the request: ";
  private static final String WORDS =
      "spec.charts[0].encoding.value: chart \"one\": there is no column \"m\" in its rows; did you mean"
          + " \"n\"?";
  private static final String HINT = "correct what is named and apply it again";
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final ControlPlane controlPlane = ControlPlane.shared();
  private final RecordedWarnings warnings = new RecordedWarnings();
  private KubernetesClient client;
  private String namespace;
  private TestingWeb web;
  private TestingWebhook webhook;
  private RunningOperator operator;
  private TestingKubelet kubelet;

  @BeforeEach
  void start() throws Exception {
    client =
        new KubernetesClientBuilder()
            .withConfig(controlPlane.client().getConfiguration())
            .withHttpClientBuilderConsumer(
                builder -> builder.addOrReplaceInterceptor("warnings", warnings))
            .build();
    namespace = controlPlane.namespace("webhook");
    web = new TestingWeb();
    webhook = new TestingWebhook(client, namespace);
  }

  @AfterEach
  void stop() throws Exception {
    if (kubelet != null) {
      kubelet.close();
    }
    if (operator != null) {
      operator.close();
    }
    webhook.close();
    web.close();
    client.close();
  }

  private void operate(WebhookConfig config) {
    operator =
        new RunningOperator(
            controlPlane.newClient(),
            RunningOperator.config(namespace, config),
            TestingAddresses.ofWeb(web.address()));
  }

  private void operateAndServe() throws Exception {
    operate(webhook.config());
    webhook.awaitAsked();
    serve();
  }

  private void serve() throws Exception {
    TestingResources.createWarehouse(client, "development", namespace);
    web.letInAdministrator(client, namespace);
    kubelet = new TestingKubelet(client, namespace);
    Eventually.holds(
        () ->
            assertThat(
                    Serving.of(
                        client
                            .resources(Warehouse.class)
                            .inNamespace(namespace)
                            .withName("local")
                            .require()))
                .isTrue());
  }

  private static Dashboard dashboard(String name) {
    return Serialization.unmarshal(
        """
        apiVersion: weir.dev/v1alpha1
        kind: Dashboard
        metadata: { name: %s }
        spec:
          warehouseRef: { name: local }
          title: Sales
          charts:
            - { name: one, type: BigNumber, sql: SELECT 1 AS n, encoding: { value: m } }
        """
            .formatted(name),
        Dashboard.class);
  }

  private String refusal(HasMetadata resource) throws Exception {
    return refusal(
        () -> client.resource(resource).inNamespace(namespace).dryRun().serverSideApply());
  }

  /**
   * Asks again where the machine was so slow that the API server went on without an answer: a dry
   * run can be tried as often as one likes.
   */
  private static String refusal(ThrowingCallable dryRun) throws Exception {
    AtomicReference<Status> status = new AtomicReference<>();
    Eventually.holds(
        () -> {
          KubernetesClientException refused =
              catchThrowableOfType(KubernetesClientException.class, dryRun);
          assertThat(refused).as("passed").isNotNull();
          status.set(refused.getStatus());
        });
    assertThat(status.get().getCode()).isEqualTo(422);
    assertThat(status.get().getMessage()).startsWith(DENIED);
    return status.get().getMessage().substring(DENIED.length());
  }

  private Condition condition(Class<? extends WeirResource<?, ?>> kind, String name, String type) {
    WeirResource<?, ?> resource =
        client.resources(kind).inNamespace(namespace).withName(name).get();
    assertThat(resource).isNotNull();
    assertThat(resource.getStatus()).isNotNull();
    return resource.getStatus().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no condition " + type));
  }

  @Test
  void shouldSayAtADryRunWhatAReconcileWouldSay() throws Exception {
    // Given
    operateAndServe();
    web.refuse("INVALID_RESOURCE", WORDS, HINT);

    // When
    String refused = refusal(dashboard("sales"));

    // Then chart, column and what was probably meant are named, and nothing was applied
    assertThat(refused).startsWith(WORDS);
    assertThat(client.resources(Dashboard.class).inNamespace(namespace).list().getItems())
        .isEmpty();
    assertThat(web.writes()).isEmpty();
    assertThat(operator.admissions("Dashboard", "refused")).isPositive();

    // When it is right
    web.refuse(null, "", "");
    client.resource(dashboard("sales")).inNamespace(namespace).dryRun().serverSideApply();

    // Then it passes, and still nothing was applied
    assertThat(client.resources(Dashboard.class).inNamespace(namespace).list().getItems())
        .isEmpty();
    assertThat(web.writes()).isEmpty();
    assertThat(operator.admissions("Dashboard", "allowed")).isPositive();

    // When nobody answers at the webhook
    operator.close();
    operate(null);
    web.refuse("INVALID_RESOURCE", WORDS, HINT);
    client.resource(dashboard("sales")).inNamespace(namespace).create();

    // Then it is stored, and the reconcile says the same
    Eventually.holds(
        () -> {
          Condition accepted = condition(Dashboard.class, "sales", "Accepted");
          assertThat(accepted.status()).isEqualTo("False");
          assertThat(accepted.message()).isEqualTo(refused);
        });
    assertThat(web.stored()).isEmpty();

    // When the webhook is there again
    operator.close();
    operate(webhook.config());
    webhook.awaitAsked();

    // Then what is broken can be labelled, not changed to something as broken, and deleted
    var stored = client.resources(Dashboard.class).inNamespace(namespace).withName("sales");
    stored.patch(MERGE, "{\"metadata\":{\"labels\":{\"team\":\"ops\"}}}");
    assertThat(
            refusal(
                () -> stored.dryRun().patch(MERGE, "{\"spec\":{\"title\":\"Sales of today\"}}")))
        .isEqualTo(refused);
    stored.delete();
    Eventually.holds(() -> assertThat(stored.get()).isNull());
  }

  @Test
  void shouldListEveryProblemOfAWarehouse() throws Exception {
    // Given
    operate(webhook.config());
    webhook.awaitAsked();
    Warehouse lacking =
        Serialization.unmarshal(
            """
            apiVersion: weir.dev/v1alpha1
            kind: Warehouse
            metadata: { name: lake.one }
            spec:
              profile: Production
              storage: { managed: { replicas: 4 } }
              meta: { replicas: 3 }
              database: { managed: {} }
              redis: { managed: {} }
            """,
            Warehouse.class);

    // When
    String refused = refusal(lacking);
    operator.close();
    operate(null);
    client.resource(lacking).inNamespace(namespace).create();

    // Then
    assertThat(refused.lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("metadata.name: "))
        .anyMatch(line -> line.startsWith("spec.database.managed: "))
        .anyMatch(line -> line.startsWith("spec.redis.managed: "));
    Eventually.holds(
        () ->
            assertThat(condition(Warehouse.class, "lake.one", "Accepted").message())
                .isEqualTo(refused));
  }

  @Test
  void shouldRefuseOtherDisksForPodsThatHaveTheirs() throws Exception {
    // Given
    operateAndServe();

    Warehouse stored =
        client.resources(Warehouse.class).inNamespace(namespace).withName("local").get();

    // Then
    assertThat(
            refusal(
                () ->
                    client
                        .resources(Warehouse.class)
                        .inNamespace(namespace)
                        .withName("local")
                        .dryRun()
                        .patch(MERGE, "{\"spec\":{\"meta\":{\"size\":\"77Gi\"}}}")))
        .startsWith("spec.meta.size: the disks of local-meta have")
        .contains("cannot become 77Gi");
    assertThat(
            client
                .resources(Warehouse.class)
                .inNamespace(namespace)
                .withName("local")
                .get()
                .getSpec())
        .isEqualTo(stored.getSpec());
  }

  @Test
  void shouldRefuseWhatOnlyTheOperatorKnows() throws Exception {
    operate(webhook.config());
    webhook.awaitAsked();

    assertThat(
            refusal(
                Serialization.unmarshal(
                    """
                    apiVersion: weir.dev/v1alpha1
                    kind: ComputeCluster
                    metadata: { name: big }
                    spec: { warehouseRef: { name: local }, engine: Trino }
                    """,
                    ComputeCluster.class)))
        .isEqualTo("spec.engine: this version runs no Trino; use engine: Native");
    // What no schema can say of a Table, without a Warehouse.
    assertThat(
            refusal(
                Serialization.unmarshal(
                    """
                    apiVersion: weir.dev/v1alpha1
                    kind: Table
                    metadata: { name: t }
                    spec:
                      warehouseRef: { name: local }
                      columns:
                        - { name: id, type: BIGINT, nullable: false }
                        - { name: ID, type: TIMESTAMP }
                      primaryKey: [id]
                    """,
                    Table.class)))
        .startsWith("spec.columns[1].name: \"ID\" is there already");
  }

  @Test
  void shouldWarnOfWhatItCannotCheck() throws Exception {
    // Given no Warehouse
    operate(webhook.config());
    webhook.awaitAsked();
    warnings.take();

    // When
    client.resource(dashboard("early")).inNamespace(namespace).create();

    // Then
    assertThat(warnings.take())
        .singleElement()
        .asString()
        .contains("not checked now", "Warehouse \\\"local\\\" is not there");
    assertThat(operator.admissions("Dashboard", "unchecked")).isPositive();

    // When it is there and does not answer
    serve();
    web.setDown(true);
    warnings.take();
    client.resource(dashboard("second")).inNamespace(namespace).dryRun().serverSideApply();

    // Then
    assertThat(warnings.take()).singleElement().asString().contains("not checked now", "starting");

    // When a table is not there yet
    web.setDown(false);
    web.refuse("TABLE_NOT_FOUND", "spec.charts[0].sql: there is no table sales", "");
    client.resource(dashboard("third")).inNamespace(namespace).dryRun().serverSideApply();

    // Then
    assertThat(warnings.take())
        .singleElement()
        .asString()
        .contains("there is no table sales")
        .doesNotContain("not checked");
  }
}
