package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.part.PartTls;
import dev.weir.contracts.part.TlsIdentity;
import dev.weir.operator.tls.CertificateAuthority;
import dev.weir.operator.tls.CertificateRequest;
import dev.weir.operator.tls.Credential;
import dev.weir.operator.tls.Pem;
import dev.weir.operator.warehouse.WarehouseNames;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** TLS of parts that run in this JVM, out of the Secrets that the operator makes. */
public final class TestingTls {
  private TestingTls() {}

  /** With the certificate of that part's pods. */
  public static PartTls of(KubernetesClient client, WarehouseNames names, String part) {
    return new PartTls(() -> identity(secret(client, names, names.tlsSecret(part))));
  }

  /** With one of the same authority that is good for a name and for loopback. */
  static PartTls onLoopback(KubernetesClient client, WarehouseNames names, String name) {
    Map<Map<String, String>, TlsIdentity> issued = new ConcurrentHashMap<>();
    return new PartTls(
        () ->
            issued.computeIfAbsent(
                secret(client, names, names.partsSecret() + "-authority"),
                data -> issue(data, name)));
  }

  private static TlsIdentity issue(Map<String, String> authority, String name) {
    List<X509Certificate> bundle = certificates(authority, "ca.crt");
    Credential credential =
        new CertificateAuthority(new Credential(bundle.getFirst(), key(authority, "ca.key")))
            .issue(
                new CertificateRequest(
                    "testing",
                    CertificateRequest.Usage.PEER,
                    Set.of(name),
                    Set.of("127.0.0.1"),
                    Duration.ofDays(1)),
                Instant.now());
    return new TlsIdentity(List.of(credential.certificate()), credential.key(), bundle);
  }

  /** The identity that a pod would have mounted. */
  static TlsIdentity identity(Map<String, String> data) {
    return new TlsIdentity(
        certificates(data, "tls.crt"), key(data, "tls.key"), certificates(data, "ca.crt"));
  }

  private static Map<String, String> secret(
      KubernetesClient client, WarehouseNames names, String name) {
    Secret secret = client.secrets().inNamespace(names.namespace()).withName(name).get();
    assertThat(secret).as("Secret " + name).isNotNull();
    return secret.getData();
  }

  private static List<X509Certificate> certificates(Map<String, String> data, String key) {
    try {
      return Pem.certificates(text(data, key));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static PrivateKey key(Map<String, String> data, String key) {
    try {
      return Pem.key(text(data, key));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Map<String, String> data, String key) {
    return new String(Base64.getDecoder().decode(data.get(key)), StandardCharsets.US_ASCII);
  }
}
