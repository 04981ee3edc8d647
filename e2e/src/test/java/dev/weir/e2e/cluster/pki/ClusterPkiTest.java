package dev.weir.e2e.cluster.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterPkiTest {
  private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
  private static final int DNS = 2;
  private static final int ADDRESS = 7;

  @TempDir Path folder;
  private ClusterPki pki;

  @BeforeEach
  void write() {
    pki = new ClusterPki(folder, "lab");
    pki.writeControlPlane("https://10.0.0.1:6443", List.of("127.0.0.1", "10.96.0.1"));
    pki.writeNode("node1", "10.0.0.11", "https://10.0.0.1:6443");
  }

  @Test
  void shouldNameTheApiServerByEveryNameThatClientsUse() throws Exception {
    X509Certificate server = read("apiserver.crt");

    server.verify(read("ca.crt").getPublicKey());
    assertThat(server.getExtendedKeyUsage()).containsExactly(SERVER_AUTHENTICATION);
    assertThat(server.getSubjectAlternativeNames())
        .contains(
            List.of(DNS, "localhost"),
            List.of(DNS, "kubernetes.default.svc"),
            List.of(ADDRESS, "127.0.0.1"),
            List.of(ADDRESS, "10.96.0.1"));
  }

  @Test
  void shouldMakeAnAuthorityThatMaySign() throws Exception {
    X509Certificate authority = read("ca.crt");

    authority.verify(authority.getPublicKey());
    assertThat(authority.getBasicConstraints()).isNotNegative();
    assertThat(authority.getKeyUsage()[5]).as("keyCertSign").isTrue();
    assertThat(read("node1.crt").getBasicConstraints()).isNegative();
  }

  @Test
  void shouldGiveClientsTheNamesThatKubernetesKnowsThemBy() throws Exception {
    X509Certificate kubelets = read("kubelet-client.crt");

    assertThat(kubelets.getSubjectX500Principal().getName())
        .contains("O=system:masters", "CN=kube-apiserver-kubelet");
    assertThat(kubelets.getExtendedKeyUsage()).containsExactly(CLIENT_AUTHENTICATION);
    assertThat(read("node1.crt").getSubjectAlternativeNames())
        .contains(List.of(ADDRESS, "10.0.0.11"));
  }

  @Test
  void shouldHideEveryFileThatHoldsAKey() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void shouldNotPrintKeys() {
    Credential credential = new CertificateAuthority("test").client("CN=ada");

    assertThat(credential.toString()).isEqualTo("Credential[CN=ada]");
  }

  private X509Certificate read(String name) throws Exception {
    try (InputStream file = Files.newInputStream(folder.resolve(name))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
    }
  }
}
