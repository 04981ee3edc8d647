package dev.weir.operator.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.TestingConfig;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the controller behind an Ingress is told. */
class IngressObjectsTest {
  private static final String REDIRECT = "ingress.kubernetes.io/force-ssl-redirect";

  @Test
  void shouldAskForARedirectWhereThereIsACertificate() {
    assertThat(annotations("{host: weir.example.com, tlsSecretRef: {name: weir-tls}}"))
        .containsEntry(REDIRECT, "true");
    assertThat(annotations("{host: weir.example.com}")).doesNotContainKey(REDIRECT);
  }

  @Test
  void shouldAskForSocketsAndForPatience() {
    assertThat(annotations("{host: weir.example.com}"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "projectcontour.io/websocket-routes", "/api/v1/live",
                "projectcontour.io/response-timeout", "infinity"));
  }

  @Test
  void shouldLeaveWhatSomebodyElseHasDecided() {
    assertThat(
            annotations(
                """
                {host: weir.example.com, tlsSecretRef: {name: weir-tls}, annotations:
                 {ingress.kubernetes.io/force-ssl-redirect: "false",
                  projectcontour.io/response-timeout: 5m}}
                """))
        .containsEntry(REDIRECT, "false")
        .containsEntry("projectcontour.io/response-timeout", "5m");
  }

  private static Map<String, String> annotations(String ingress) {
    Warehouse warehouse =
        Serialization.unmarshal(
            """
            apiVersion: weir.dev/v1alpha1
            kind: Warehouse
            metadata: {name: lake, namespace: data}
            spec: {web: {ingress: %s}}
            """
                .formatted(ingress.replace("\n", " ")),
            Warehouse.class);
    List<HasMetadata> objects =
        IngressObjects.of(
            new WarehouseModel(warehouse, TestingConfig.alone(), "default", List.of(), 1, false));
    return objects.getFirst().getMetadata().getAnnotations();
  }
}
