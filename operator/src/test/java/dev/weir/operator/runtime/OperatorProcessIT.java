package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.warehouse.Warehouse;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.junit.jupiter.api.Test;

/** Two processes of which one leads. */
@OnControlPlane
class OperatorProcessIT {
  private final ControlPlane controlPlane = ControlPlane.shared();
  private final KubernetesClient client = controlPlane.client();

  private String holder(String namespace) {
    Lease lease = client.leases().inNamespace(namespace).withName(WeirOperator.LEASE).get();
    assertThat(lease).isNotNull();
    return lease.getSpec().getHolderIdentity();
  }

  private Integer webReplicas(String namespace) {
    return client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName("local-web")
        .get()
        .getSpec()
        .getReplicas();
  }

  @Test
  void shouldStandByAndTakeOver() throws Exception {
    String namespace = controlPlane.namespace("processes");
    try (OperatorProcess first = new OperatorProcess(controlPlane, namespace, "first")) {
      Eventually.holds(() -> assertThat(holder(namespace)).isEqualTo("first"));
      try (OperatorProcess second = new OperatorProcess(controlPlane, namespace, "second")) {
        // Then both are ready, though one leads
        for (OperatorProcess process : new OperatorProcess[] {first, second}) {
          Eventually.holds(
              () -> {
                assertThat(process.get("/health/ready").statusCode()).isEqualTo(200);
                assertThat(process.get("/health/live").statusCode()).isEqualTo(200);
              });
        }

        // And the leader reconciles, and counts it
        TestingResources.createWarehouse(client, "development", namespace);
        Eventually.holds(() -> assertThat(webReplicas(namespace)).isEqualTo(1));
        Eventually.holds(
            () ->
                assertThat(first.get("/metrics").body())
                    .contains(
                        "weir_operator_reconciles_total{kind=\"Warehouse\",outcome=\"succeeded\"")
                    .contains(
                        "weir_operator_writes_total{kind=\"Deployment\",operation=\"apply\""));
        assertThat(second.get("/metrics").body())
            .doesNotContain("weir_operator_reconciles_total{kind=\"Warehouse\"");

        // When it is gone without a word
        first.kill();
        client
            .resources(Warehouse.class)
            .inNamespace(namespace)
            .withName("local")
            .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"web\":{\"replicas\":2}}}");

        // Then the other one goes on
        Eventually.holds(() -> assertThat(holder(namespace)).isEqualTo("second"));
        Eventually.holds(() -> assertThat(webReplicas(namespace)).isEqualTo(2));
        assertThat(second.stop()).isIn(0, 143);
      }
    }
  }

  @Test
  void shouldAnswerTheApiServer() throws Exception {
    String namespace = controlPlane.namespace("asked");
    try (TestingWebhook webhook = new TestingWebhook(client, namespace);
        OperatorProcess process =
            new OperatorProcess(controlPlane, namespace, "asked", webhook.config())) {
      webhook.awaitAsked();

      assertThat(process.get("/metrics").body())
          .contains("weir_operator_admissions_total{kind=\"Warehouse\",outcome=\"refused\"");
      assertThat(process.stop()).isIn(0, 143);
    }
  }
}
