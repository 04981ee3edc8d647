package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.config.WebhookConfig;
import dev.weir.operator.install.InstallManifest;
import dev.weir.operator.install.InstallSettings;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Set;

/**
 * The configuration that an installation makes for the resources of one namespace, with an operator
 * on loopback in place of its Service. Not in any namespace, so it is deleted at the end.
 */
public final class TestingWebhook implements AutoCloseable {
  private final KubernetesClient client;
  private final String namespace;
  private final WebhookConfig config;
  private final ValidatingWebhookConfiguration configuration;

  /** Asks on a free port of loopback from now on; an operator has to say whom to trust. */
  public TestingWebhook(KubernetesClient client, String namespace) throws IOException {
    this.client = client;
    this.namespace = namespace;
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    config = new WebhookConfig("127.0.0.1", port, URI.create("https://127.0.0.1:" + port));
    ValidatingWebhookConfiguration shipped =
        InstallManifest.of(
                new InstallSettings(
                    namespace, "o:1", "w", "1", null, null, null, Set.of(namespace), 1, true))
            .stream()
            .filter(ValidatingWebhookConfiguration.class::isInstance)
            .map(ValidatingWebhookConfiguration.class::cast)
            .findFirst()
            .orElseThrow();
    shipped
        .getWebhooks()
        .forEach(
            hook ->
                hook.setClientConfig(
                    new WebhookClientConfigBuilder().withUrl(config.url().toString()).build()));
    configuration = client.resource(shipped).create();
  }

  /** For the operator in that namespace. */
  public WebhookConfig config() {
    return config;
  }

  /** As it is stored. */
  public ValidatingWebhookConfiguration stored() {
    return client.resource(configuration).require();
  }

  /** Returns when the API server asks and is answered. */
  public void awaitAsked() throws Exception {
    Warehouse lacking =
        Serialization.unmarshal(
            """
            apiVersion: weir.dev/v1alpha1
            kind: Warehouse
            metadata: { name: probe }
            spec:
              profile: Production
              storage: { managed: { replicas: 4 } }
              meta: { replicas: 3 }
              database: { managed: {} }
              redis: { managed: {} }
            """,
            Warehouse.class);
    Eventually.holds(
        () ->
            assertThatThrownBy(
                    () -> client.resource(lacking).inNamespace(namespace).dryRun().create())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("denied the request"));
  }

  @Override
  public void close() {
    client.resource(configuration).delete();
  }
}
