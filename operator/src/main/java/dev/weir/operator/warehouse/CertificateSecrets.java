package dev.weir.operator.warehouse;

import dev.weir.operator.apply.Observed;
import dev.weir.operator.tls.Trust;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the Secrets with certificates as {@link PartCertificates} wants them: writes what has
 * changed, over what was read alone.
 */
final class CertificateSecrets {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateSecrets.class);
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;
  private final WarehouseModel model;
  private final Observed seen;

  CertificateSecrets(KubernetesClient client, WarehouseModel model, Observed seen) {
    this.client = client;
    this.model = model;
    this.seen = seen;
  }

  /**
   * Writes what differs. Where a Secret is another one than was seen, the rest waits until the
   * watch has told of it: nothing that an authority signed goes out before it is kept.
   */
  void keep(Instant now) {
    WarehouseNames names = model.names();
    PartCertificates certificates = new PartCertificates(names, seen, now);
    Trust trust = certificates.trust();
    if (!write(authority(model), PartCertificates.entries(trust))) {
      return;
    }
    for (String holder : PartCertificates.HOLDERS) {
      if (!write(metadata(model, holder), certificates.entries(holder, trust))) {
        return;
      }
    }
  }

  /** Their metadata as it should be; entries are not applied. */
  static List<HasMetadata> metadata(WarehouseModel model) {
    if (model.spec().tls() != null) {
      return List.of(); // they are cert-manager's
    }
    List<HasMetadata> metadata = new ArrayList<>();
    metadata.add(new SecretBuilder().withMetadata(authority(model)).build());
    PartCertificates.HOLDERS.forEach(
        holder -> metadata.add(new SecretBuilder().withMetadata(metadata(model, holder)).build()));
    return metadata;
  }

  private static ObjectMeta authority(WarehouseModel model) {
    return model.metadata(WarehouseNames.OPERATOR, model.names().authoritySecret());
  }

  private static ObjectMeta metadata(WarehouseModel model, String holder) {
    return model.metadata(holder, model.names().tlsSecret(holder));
  }

  /** Whether it is there with those entries now. */
  private boolean write(ObjectMeta metadata, Map<String, String> entries) {
    Secret live = seen.find(Secret.class, metadata.getName()).orElse(null);
    if (live != null && entries.equals(live.getData())) {
      return true;
    }
    LOG.info(
        "certificate namespace={} secret={} new={}",
        metadata.getNamespace(),
        metadata.getName(),
        live == null);
    try {
      if (live == null) {
        var unused =
            client
                .resource(
                    new SecretBuilder()
                        .withMetadata(metadata)
                        .withType("Opaque")
                        .withData(entries)
                        .build())
                .create();
      } else {
        var unused = client.resource(live).patch(MERGE, change(live, entries));
      }
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  /** With the version that was seen: of another one nothing is changed. */
  private static String change(Secret live, Map<String, String> entries) {
    return Serialization.asJson(
        Map.of(
            "metadata",
            Map.of("resourceVersion", live.getMetadata().getResourceVersion()),
            "data",
            entries));
  }
}
