package dev.weir.operator.warehouse;

import dev.weir.crds.warehouse.IssuerRef;
import dev.weir.operator.apply.ObjectApplier;
import dev.weir.operator.apply.Observed;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** Has cert-manager make the certificates of a Warehouse. */
final class CertificateIssue {
  private static final String FIELD = "spec.tls.issuerRef: ";

  private CertificateIssue() {}

  /**
   * Asks for all of them.
   *
   * @param seen the Secrets as they are
   * @return what keeps parts from being made; empty once every Secret is there
   */
  static List<String> request(
      KubernetesClient client,
      ObjectApplier applier,
      WarehouseModel model,
      IssuerRef issuer,
      Observed seen) {
    if (!client.supports(IssuedCertificates.API_VERSION, IssuedCertificates.KIND)) {
      return List.of(
          FIELD
              + "cert-manager is not installed: there is no kind "
              + IssuedCertificates.KIND
              + " in "
              + IssuedCertificates.API_VERSION
              + "; install it, or make the Warehouse anew without spec.tls");
    }
    for (HasMetadata certificate : IssuedCertificates.of(model, issuer)) {
      applier.ask(model.labels(), certificate);
    }
    WarehouseNames names = model.names();
    return PartCertificates.HOLDERS.stream()
        .map(names::tlsSecret)
        .filter(secret -> seen.find(Secret.class, secret).isEmpty())
        .map(
            secret ->
                FIELD
                    + "cert-manager has not issued Secret \""
                    + secret
                    + "\" yet; see: kubectl describe certificate "
                    + secret)
        .toList();
  }
}
