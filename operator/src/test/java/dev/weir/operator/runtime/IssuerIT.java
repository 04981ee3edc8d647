package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.condition.Condition;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.warehouse.Addresses;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Warehouses whose certificates an issuer of cert-manager signs. */
@OnControlPlane
class IssuerIT {
  private final ControlPlane controlPlane = ControlPlane.shared();
  private final KubernetesClient client = controlPlane.client();

  static Warehouse warehouse(String namespace) {
    return Serialization.unmarshal(
        """
        apiVersion: weir.dev/v1alpha1
        kind: Warehouse
        metadata: {name: issued, namespace: %s}
        spec:
          tls:
            issuerRef: {name: internal, kind: ClusterIssuer}
        """
            .formatted(namespace),
        Warehouse.class);
  }

  private Condition condition(String namespace, String type) {
    Warehouse warehouse =
        client.resources(Warehouse.class).inNamespace(namespace).withName("issued").require();
    assertThat(warehouse.getStatus()).isNotNull();
    return warehouse.getStatus().conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no condition " + type));
  }

  private Map<String, String> secrets(String namespace) {
    return client.secrets().inNamespace(namespace).list().getItems().stream()
        .collect(
            Collectors.toMap(
                secret -> secret.getMetadata().getName(),
                secret -> secret.getMetadata().getResourceVersion()));
  }

  @Test
  void shouldLeaveCertificatesToTheIssuer() throws Exception {
    String namespace = controlPlane.namespace("issuer");
    try (RunningOperator operator =
        new RunningOperator(controlPlane, namespace, Addresses.inCluster())) {
      client.resource(warehouse(namespace)).create();
      Eventually.holds(
          () -> {
            Condition found = condition(namespace, "ResolvedRefs");
            assertThat(found.reason()).isEqualTo("ReferenceNotReady");
            assertThat(found.message())
                .contains("spec.tls.issuerRef: cert-manager is not installed");
          });

      try (TestingIssuer issuer = new TestingIssuer(client)) {
        Eventually.holds(() -> assertThat(issuer.certificates(namespace)).hasSize(5));
        Eventually.holds(
            () ->
                assertThat(condition(namespace, "Ready").message())
                    .contains("has not issued Secret \"issued-parts-meta\" yet"));
        assertThat(client.apps().statefulSets().inNamespace(namespace).list().getItems())
            .extracting(set -> set.getMetadata().getName())
            .doesNotContain("issued-meta");
        GenericKubernetesResource meta =
            issuer.certificates(namespace).stream()
                .filter(one -> one.getMetadata().getName().equals("issued-parts-meta"))
                .findFirst()
                .orElseThrow();
        assertThat(meta.<String>get("spec", "issuerRef", "kind")).isEqualTo("ClusterIssuer");
        assertThat(meta.<List<String>>get("spec", "dnsNames"))
            .containsExactly(
                "*.issued-meta-members." + namespace + ".svc", "issued-meta." + namespace + ".svc");

        issuer.issue(namespace);

        Eventually.holds(
            () ->
                assertThat(
                        client
                            .apps()
                            .statefulSets()
                            .inNamespace(namespace)
                            .withName("issued-meta")
                            .get())
                    .isNotNull());
        Eventually.holds(
            () -> assertThat(condition(namespace, "ResolvedRefs").status()).isEqualTo("True"));
        Map<String, String> before = secrets(namespace);
        assertThat(before).doesNotContainKey("issued-parts-authority");
        double reconciled = operator.succeeded("Warehouse");
        client
            .configMaps()
            .inNamespace(namespace)
            .withName("issued-clusters")
            .edit(
                map -> {
                  map.getMetadata().setAnnotations(Map.of("test/touched", "yes"));
                  return map;
                });
        Eventually.holds(
            () -> assertThat(operator.succeeded("Warehouse")).isGreaterThan(reconciled));
        assertThat(secrets(namespace)).as("written by the operator").isEqualTo(before);
      }
    }
  }
}
