package dev.weir.operator.warehouse;

import dev.weir.crds.warehouse.Warehouse;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks for the Secrets of somebody else's that a Warehouse names. Reads names of keys only. */
final class MissingSecrets {
  private final KubernetesClient client;

  MissingSecrets(KubernetesClient client) {
    this.client = client;
  }

  List<String> of(Warehouse warehouse) {
    List<String> missing = new ArrayList<>();
    for (SecretUse use : SecretUse.of(warehouse)) {
      Secret secret =
          client.secrets().inNamespace(warehouse.namespaceOrDefault()).withName(use.name()).get();
      Map<String, String> data =
          secret == null || secret.getData() == null ? Map.of() : secret.getData();
      List<String> absent = use.keys().stream().filter(key -> !data.containsKey(key)).toList();
      if (!absent.isEmpty()) {
        missing.add(use.missing(absent));
      }
    }
    return missing;
  }
}
