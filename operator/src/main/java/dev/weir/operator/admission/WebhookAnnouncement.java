package dev.weir.operator.admission;

import dev.weir.operator.apply.Labels;
import dev.weir.operator.install.WebhookObjects;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the API server whom to trust and which path to ask. What is asked about, and everything
 * else of the configuration, is the installation's. Thread-safe.
 */
final class WebhookAnnouncement {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookAnnouncement.class);
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(Labels.OPERATOR)
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final String namespace;
  private final @Nullable URI url;

  /**
   * @param namespace of the operator, which is in the configuration's name
   * @param url by which the API server reaches the door; null: by the operator's Service
   */
  WebhookAnnouncement(KubernetesClient client, String namespace, @Nullable URI url) {
    this.client = client;
    this.namespace = namespace;
    this.url = url;
  }

  /** Writes what differs. Without a configuration nobody asks, and nothing is to be told. */
  void announce(WebhookKeys keys) {
    String name = WebhookObjects.configuration(namespace);
    ValidatingWebhookConfiguration stored =
        client.admissionRegistration().v1().validatingWebhookConfigurations().withName(name).get();
    if (stored == null) {
      LOG.warn("no ValidatingWebhookConfiguration name={}: nothing is checked at apply", name);
      return;
    }
    WebhookClientConfig wanted = wanted(keys);
    if (stored.getWebhooks().stream().allMatch(hook -> carries(hook.getClientConfig(), wanted))) {
      return;
    }
    ValidatingWebhookConfiguration patch =
        new ValidatingWebhookConfigurationBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .withWebhooks(
                stored.getWebhooks().stream()
                    .map(ValidatingWebhook::getName)
                    .map(
                        hook ->
                            new ValidatingWebhookBuilder()
                                .withName(hook)
                                .withClientConfig(wanted)
                                .build())
                    .toList())
            .build();
    var unused = client.resource(patch).patch(APPLY, patch);
    LOG.info("webhook announced configuration={}", name);
  }

  private WebhookClientConfig wanted(WebhookKeys keys) {
    WebhookClientConfigBuilder wanted =
        new WebhookClientConfigBuilder().withCaBundle(keys.bundle());
    return url == null
        ? wanted
            .withNewService()
            .withName(Labels.OPERATOR)
            .withNamespace(namespace)
            .withPath(keys.path())
            .endService()
            .build()
        : wanted.withUrl(url.resolve(keys.path()).toString()).build();
  }

  private static boolean carries(WebhookClientConfig stored, WebhookClientConfig wanted) {
    boolean sameBundle = wanted.getCaBundle().equals(stored.getCaBundle());
    return wanted.getUrl() != null
        ? sameBundle && wanted.getUrl().equals(stored.getUrl())
        : sameBundle
            && stored.getService() != null
            && wanted.getService().getPath().equals(stored.getService().getPath());
  }
}
