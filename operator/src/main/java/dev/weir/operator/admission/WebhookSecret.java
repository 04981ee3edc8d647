package dev.weir.operator.admission;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.operator.apply.Labels;
import dev.weir.operator.install.WebhookObjects;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Secret in which operators beside one another agree on the webhook's keys. Thread-safe. */
final class WebhookSecret {
  static final String NAME = WebhookObjects.SECRET;

  private static final Logger LOG = LoggerFactory.getLogger(WebhookSecret.class);

  /** So often another operator may have been faster. */
  private static final int ATTEMPTS_MAX = 10;

  private final KubernetesClient client;
  private final String namespace;

  WebhookSecret(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * What is agreed on, made or renewed where that is due. What somebody else has broken is
   * replaced.
   *
   * @param hosts under which the door is reached
   */
  WebhookKeys agree(Set<String> hosts, Instant now) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Secret stored = client.secrets().inNamespace(namespace).withName(NAME).get();
      Optional<WebhookKeys> kept =
          stored == null ? Optional.empty() : WebhookKeys.read(stored.getData());
      WebhookKeys wanted =
          kept.map(keys -> keys.next(hosts, now)).orElseGet(() -> WebhookKeys.fresh(hosts, now));
      if ((kept.isPresent() && kept.get() == wanted) || write(stored, wanted)) {
        return wanted;
      }
    }
    throw new WeirException(
        ErrorCode.COMMIT_CONFLICT,
        "Secret \"" + NAME + "\" is changed by others all the time",
        "see who writes it; this is tried again");
  }

  /** Whether nobody else was faster. */
  private boolean write(@Nullable Secret stored, WebhookKeys wanted) {
    try {
      if (stored == null) {
        Secret fresh =
            new SecretBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(namespace)
                .withLabels(Map.of("app.kubernetes.io/name", Labels.OPERATOR))
                .endMetadata()
                .withType("Opaque")
                .withData(wanted.toData())
                .build();
        var unused = client.resource(fresh).create();
      } else {
        // With the resourceVersion that was read.
        Secret changed = new SecretBuilder(stored).withData(wanted.toData()).build();
        var unused = client.resource(changed).update();
      }
      LOG.info("webhook certificate written secret={} until={}", NAME, end(wanted));
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  private static Instant end(WebhookKeys keys) {
    return keys.serving().certificate().getNotAfter().toInstant();
  }
}
