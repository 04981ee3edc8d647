package dev.weir.operator.runtime;

import dev.weir.operator.tls.CertificateAuthority;
import dev.weir.operator.tls.CertificateRequest;
import dev.weir.operator.tls.Credential;
import dev.weir.operator.tls.Pem;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What cert-manager is for the operator: a kind of the API server while this is open, and Secrets
 * with certificates of an authority, made when the test wants.
 */
final class TestingIssuer implements AutoCloseable {
  private static final String CRD = "certificates.cert-manager.io";
  private static final ResourceDefinitionContext CERTIFICATES =
      new ResourceDefinitionContext.Builder()
          .withGroup("cert-manager.io")
          .withVersion("v1")
          .withKind("Certificate")
          .withPlural("certificates")
          .withNamespaced(true)
          .build();

  private final KubernetesClient client;
  private final CertificateAuthority authority =
      CertificateAuthority.create("issuer", Instant.now(), Duration.ofDays(1));

  /** Installs the kind. */
  TestingIssuer(KubernetesClient client) {
    this.client = client;
    Definitions.install(
        client,
        List.of(
            new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName(CRD)
                .endMetadata()
                .withNewSpec()
                .withGroup("cert-manager.io")
                .withScope("Namespaced")
                .withNewNames()
                .withKind("Certificate")
                .withPlural("certificates")
                .endNames()
                .addNewVersion()
                .withName("v1")
                .withServed(true)
                .withStorage(true)
                .withNewSchema()
                .withOpenAPIV3Schema(
                    new JSONSchemaPropsBuilder()
                        .withType("object")
                        .withXKubernetesPreserveUnknownFields(true)
                        .build())
                .endSchema()
                .endVersion()
                .endSpec()
                .build()));
  }

  private static Resource<CustomResourceDefinition> definition(KubernetesClient client) {
    return client.apiextensions().v1().customResourceDefinitions().withName(CRD);
  }

  /** What it was asked for. */
  List<GenericKubernetesResource> certificates(String namespace) {
    return client.genericKubernetesResources(CERTIFICATES).inNamespace(namespace).list().getItems();
  }

  /** Issues what it was asked for. */
  void issue(String namespace) {
    for (GenericKubernetesResource certificate : certificates(namespace)) {
      String name = certificate.get("spec", "secretName");
      List<String> hosts = certificate.get("spec", "dnsNames");
      Map<String, String> labels = certificate.get("spec", "secretTemplate", "labels");
      Credential issued =
          authority.issue(
              new CertificateRequest(
                  name,
                  CertificateRequest.Usage.PEER,
                  Set.copyOf(hosts),
                  Set.of(),
                  Duration.ofHours(1)),
              Instant.now());
      Secret secret =
          new SecretBuilder()
              .withNewMetadata()
              .withName(name)
              .withNamespace(namespace)
              .withLabels(labels)
              .endMetadata()
              .withType("kubernetes.io/tls")
              .addToStringData("tls.crt", Pem.write(List.of(issued.certificate())))
              .addToStringData("tls.key", Pem.write(issued.key()))
              .addToStringData("ca.crt", Pem.write(List.of(authority.self().certificate())))
              .build();
      var unused = client.resource(secret).create();
    }
  }

  /** Takes the kind away. */
  @Override
  public void close() {
    definition(client).delete();
    var unused = definition(client).waitUntilCondition(crd -> crd == null, 30, TimeUnit.SECONDS);
  }
}
