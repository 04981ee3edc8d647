package dev.weir.operator.warehouse;

import dev.weir.crds.warehouse.IssuerRef;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What cert-manager is asked for where a Warehouse names an issuer: a certificate in each Secret
 * that the operator would otherwise write itself. Pure.
 */
final class IssuedCertificates {
  static final String API_VERSION = "cert-manager.io/v1";
  static final String KIND = "Certificate";

  /** A key that cert-manager writes in PKCS #8, as parts read it, and another one each time. */
  private static final Map<String, Object> KEY =
      Map.of("algorithm", "ECDSA", "size", 256, "encoding", "PKCS8", "rotationPolicy", "Always");

  private static final List<String> CLIENT = List.of("digital signature", "client auth");
  private static final List<String> PEER =
      List.of("digital signature", "client auth", "server auth");

  private IssuedCertificates() {}

  static List<HasMetadata> of(WarehouseModel model, IssuerRef issuer) {
    return PartCertificates.HOLDERS.stream().map(holder -> of(model, issuer, holder)).toList();
  }

  private static HasMetadata of(WarehouseModel model, IssuerRef issuer, String holder) {
    WarehouseNames names = model.names();
    GenericKubernetesResource certificate = new GenericKubernetesResource();
    certificate.setApiVersion(API_VERSION);
    certificate.setKind(KIND);
    certificate.setMetadata(model.metadata(holder, names.tlsSecret(holder)));
    certificate.setAdditionalProperty("spec", spec(model, issuer, holder));
    return certificate;
  }

  private static Map<String, Object> spec(WarehouseModel model, IssuerRef issuer, String holder) {
    WarehouseNames names = model.names();
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("secretName", names.tlsSecret(holder));
    // By these the operator finds the Secret.
    spec.put("secretTemplate", Map.of("labels", model.labels().of(holder)));
    spec.put(
        "issuerRef", Map.of("name", issuer.name(), "kind", issuer.kind(), "group", issuer.group()));
    spec.put("duration", PartCertificates.LIFETIME.toHours() + "h0m0s");
    spec.put("renewBefore", PartCertificates.LIFETIME.dividedBy(3).toHours() + "h0m0s");
    spec.put("privateKey", KEY);
    if (PartCertificates.isServer(holder)) {
      spec.put("usages", PEER);
      spec.put("dnsNames", PartCertificates.hosts(names, holder).stream().sorted().toList());
    } else {
      // A certificate must name somebody.
      spec.put("usages", CLIENT);
      spec.put("dnsNames", List.of(names.host(names.name() + "-" + holder)));
    }
    return spec;
  }
}
