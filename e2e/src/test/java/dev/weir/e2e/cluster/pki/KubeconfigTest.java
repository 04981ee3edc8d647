package dev.weir.e2e.cluster.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class KubeconfigTest {
  @Test
  void shouldBeReadByAClientAsItWasWritten() {
    CertificateAuthority authority = new CertificateAuthority("test");
    Credential admin = authority.client("O=system:masters,CN=admin");

    byte[] yaml =
        new Kubeconfig("lab", "https://127.0.0.1:7001", authority.self().certificate(), admin)
            .yaml();
    Config read = Config.fromKubeconfig(new String(yaml, StandardCharsets.UTF_8));

    // Making a client reads the keys.
    new KubernetesClientBuilder().withConfig(read).build().close();
    assertThat(read.getMasterUrl()).isEqualTo("https://127.0.0.1:7001/");
    assertThat(decode(read.getCaCertData())).isEqualTo(authority.self().certificatePem());
    assertThat(decode(read.getClientCertData())).isEqualTo(admin.certificatePem());
    assertThat(decode(read.getClientKeyData())).isEqualTo(admin.keyPem());
    assertThat(read.getCurrentContext().getName()).isEqualTo("lab");
  }

  private static byte[] decode(String data) {
    return Base64.getDecoder().decode(data);
  }
}
