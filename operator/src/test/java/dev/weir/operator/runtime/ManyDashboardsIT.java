package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.dashboard.Dashboard;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A thousand dashboards on a real API server; the web app keeps what it is given. */
@OnControlPlane
class ManyDashboardsIT {
  private static final int MANY = 1000;

  private final ControlPlane controlPlane = ControlPlane.shared();
  private final KubernetesClient client = controlPlane.client();

  @Test
  void shouldApplyEachOnceAndWriteNothingWhenNothingChanges() throws Exception {
    String namespace = controlPlane.namespace("many");
    TestingResources.createWarehouse(client, "development", namespace);
    try (TestingWeb web = new TestingWeb();
        TestingKubelet unused = new TestingKubelet(client, namespace)) {
      CountedRequests first = new CountedRequests();
      try (RunningOperator operator = operator(namespace, web, first)) {
        serve(namespace, web);
        first.reset();
        long begun = System.nanoTime();
        for (int i = 1; i < MANY; i++) {
          client.resource(dashboard(i)).inNamespace(namespace).create();
        }
        awaitReady(namespace, MANY);
        System.out.printf(
            Locale.ROOT,
            "FIGURE %d dashboards created and ready: %.1f s, %d requests to the API server (%s)%n",
            MANY,
            (System.nanoTime() - begun) / 1e9,
            first.total(),
            first);
        assertThat(operator.isReady()).isTrue();
      }
      assertThat(web.writes()).hasSize(MANY).doesNotHaveDuplicates();
      Map<String, String> before = versions(namespace);

      // When another operator looks at all of them
      CountedRequests second = new CountedRequests();
      long begun = System.nanoTime();
      try (RunningOperator operator = operator(namespace, web, second)) {
        Eventually.holds(
            () ->
                assertThat(operator.succeeded("Dashboard")).isGreaterThanOrEqualTo((double) MANY));
        System.out.printf(
            Locale.ROOT,
            "FIGURE %d unchanged dashboards looked at: %.1f s, %d requests to the API server (%s)%n",
            MANY,
            (System.nanoTime() - begun) / 1e9,
            second.total(),
            second);
        assertThat(operator.writes()).isZero();
      }

      // Then
      assertThat(second.writes()).isZero();
      assertThat(web.writes()).hasSize(MANY);
      assertThat(versions(namespace)).isEqualTo(before);
    }
  }

  private RunningOperator operator(String namespace, TestingWeb web, CountedRequests requests) {
    KubernetesClient own =
        new KubernetesClientBuilder()
            .withConfig(client.getConfiguration())
            .withHttpClientBuilderConsumer(
                builder -> builder.addOrReplaceInterceptor("counted", requests))
            .build();
    return new RunningOperator(
        own, RunningOperator.config(namespace), TestingAddresses.ofWeb(web.address()));
  }

  private void serve(String namespace, TestingWeb web) throws Exception {
    web.letInAdministrator(client, namespace);
    // The Warehouse serves as soon as the first of them is there.
    client.resource(dashboard(0)).inNamespace(namespace).create();
    awaitReady(namespace, 1);
  }

  private static Dashboard dashboard(int number) {
    return Serialization.unmarshal(
        """
        apiVersion: weir.dev/v1alpha1
        kind: Dashboard
        metadata: { name: board-%d }
        spec:
          warehouseRef: { name: local }
          title: Board %d
          charts:
            - { name: one, type: BigNumber, sql: SELECT %d AS n, encoding: { value: n } }
        """
            .formatted(number, number, number),
        Dashboard.class);
  }

  private List<Dashboard> dashboards(String namespace) {
    return client.resources(Dashboard.class).inNamespace(namespace).list().getItems();
  }

  private void awaitReady(String namespace, int many) throws Exception {
    Eventually.holds(
        () ->
            assertThat(dashboards(namespace).stream().filter(ManyDashboardsIT::isReady).count())
                .isEqualTo(many));
  }

  private static boolean isReady(Dashboard dashboard) {
    return dashboard.getStatus() != null
        && dashboard.getStatus().conditions().stream()
            .anyMatch(
                condition -> condition.type().equals("Ready") && condition.status().equals("True"));
  }

  private Map<String, String> versions(String namespace) {
    return dashboards(namespace).stream()
        .map(HasMetadata::getMetadata)
        .collect(Collectors.toMap(own -> own.getName(), own -> own.getResourceVersion()));
  }
}
