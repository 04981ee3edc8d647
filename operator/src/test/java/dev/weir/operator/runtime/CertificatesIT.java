package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.part.TlsIdentity;
import dev.weir.operator.warehouse.Addresses;
import dev.weir.operator.warehouse.WarehouseNames;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Warehouse's certificates on a real API server, in years that pass as the test wants. */
@OnControlPlane
class CertificatesIT {
  private static final List<String> HOLDERS =
      List.of("meta", "gateway", "compute", "web", "operator");

  private final ControlPlane controlPlane = ControlPlane.shared();
  private final KubernetesClient client = controlPlane.client();
  private final Instant begin = Instant.now();
  private final AtomicReference<Instant> now = new AtomicReference<>(begin);

  private String namespace;
  private WarehouseNames names;
  private RunningOperator operator;

  @BeforeEach
  void start() throws Exception {
    namespace = controlPlane.namespace("certificates");
    names = new WarehouseNames(namespace, "local");
    operator =
        new RunningOperator(
            controlPlane.newClient(),
            RunningOperator.config(namespace),
            Addresses.inCluster(),
            now::get);
    TestingResources.createWarehouse(client, "development", namespace);
    Eventually.holds(
        () -> {
          HOLDERS.forEach(this::identity);
          assertThat(template("web")).isNotEmpty();
        });
  }

  @AfterEach
  void stop() {
    operator.close();
  }

  private Secret secret(String name) {
    Secret secret = client.secrets().inNamespace(namespace).withName(name).get();
    assertThat(secret).as(name).isNotNull();
    return secret;
  }

  private TlsIdentity identity(String holder) {
    return TestingTls.identity(secret(names.tlsSecret(holder)).getData());
  }

  private Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    client
        .secrets()
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(
            secret ->
                versions.put(
                    secret.getMetadata().getName(), secret.getMetadata().getResourceVersion()));
    return versions;
  }

  /** What pods are made from: another one restarts them. */
  private String template(String component) {
    if (component.equals("meta")) {
      StatefulSet set =
          client.apps().statefulSets().inNamespace(namespace).withName("local-meta").get();
      return set == null ? "" : set.getSpec().getTemplate().toString();
    }
    Deployment deployment =
        client.apps().deployments().inNamespace(namespace).withName("local-" + component).get();
    return deployment == null ? "" : deployment.getSpec().getTemplate().toString();
  }

  /** So much later something happens that has nothing to do with certificates. */
  private void later(Duration after) throws Exception {
    now.set(begin.plus(after));
    double before = operator.succeeded("Warehouse");
    client
        .configMaps()
        .inNamespace(namespace)
        .withName("local-clusters")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"test/later\":\"" + after + "\"}}}");
    Eventually.holds(() -> assertThat(operator.succeeded("Warehouse")).isGreaterThan(before));
  }

  @Test
  void shouldMakeThemOnceAndExchangeThemInTimeWithoutRestarts() throws Exception {
    Map<String, String> templates = new TreeMap<>();
    List.of("meta", "gateway", "web").forEach(part -> templates.put(part, template(part)));
    TlsIdentity first = identity("meta");
    later(Duration.ofDays(1));
    Map<String, String> versions = versions();

    later(Duration.ofDays(30));
    assertThat(versions()).isEqualTo(versions);

    // A third of a certificate's time is left.
    later(Duration.ofDays(61));
    for (String holder : HOLDERS) {
      Eventually.holds(
          () ->
              assertThat(identity(holder).chain().getFirst().getNotBefore().toInstant())
                  .isAfter(begin.plus(Duration.ofDays(60))));
    }
    assertThat(identity("meta").authorities()).isEqualTo(first.authorities());

    // A third of the authority's time is left, and all certificates are long over.
    later(Duration.ofDays(500));
    Eventually.holds(
        () -> assertThat(identity("meta").authorities()).hasSize(2).last().isEqualTo(only(first)));
    later(Duration.ofDays(561));
    Eventually.holds(
        () ->
            identity("gateway")
                .chain()
                .getFirst()
                .verify(identity("meta").authorities().getFirst().getPublicKey()));

    // The first authority has ended.
    later(Duration.ofDays(731));
    Eventually.holds(
        () ->
            HOLDERS.forEach(
                holder ->
                    assertThat(identity(holder).authorities())
                        .hasSize(1)
                        .doesNotContain(only(first))));
    templates.forEach((part, before) -> assertThat(template(part)).as(part).isEqualTo(before));
  }

  private static X509Certificate only(TlsIdentity identity) {
    return identity.authorities().getFirst();
  }

  @Test
  void shouldMakeAnewWhatIsTakenAway() throws Exception {
    TlsIdentity before = identity("meta");

    client.secrets().inNamespace(namespace).withName(names.tlsSecret("meta")).delete();

    Eventually.holds(
        () -> {
          assertThat(identity("meta").chain()).isNotEqualTo(before.chain());
          assertThat(identity("meta").authorities()).isEqualTo(before.authorities());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"operator", "meta"})
  void shouldMakeAnewWhatSomebodyHasBroken(String holder) throws Exception {
    TlsIdentity before = identity(holder);

    client
        .secrets()
        .inNamespace(namespace)
        .withName(names.tlsSecret(holder))
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"stringData\":{\"tls.crt\":\"broken\"}}");

    Eventually.holds(
        () -> {
          assertThat(identity(holder).chain()).isNotEmpty().isNotEqualTo(before.chain());
          assertThat(identity(holder).authorities()).isEqualTo(before.authorities());
        });
  }

  @Test
  void shouldKeepTheAuthorityFromPods() {
    String authority = secret("local-parts-authority").getMetadata().getName();

    List.of("meta", "gateway", "web")
        .forEach(part -> assertThat(template(part)).doesNotContain(authority));
    assertThat(secret("local-parts-authority").getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getKind()).isEqualTo("Warehouse"));
  }
}
