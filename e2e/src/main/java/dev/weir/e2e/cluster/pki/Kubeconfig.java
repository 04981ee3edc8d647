package dev.weir.e2e.cluster.pki;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * What a client needs to reach a cluster's API server, in the format that kubectl reads.
 *
 * @param cluster name of the cluster and of the context
 * @param server address, {@code https://HOST:PORT}
 * @param authority certificate by which the server is known
 * @param user the client's certificate and key
 */
public record Kubeconfig(
    String cluster, String server, X509Certificate authority, Credential user) {

  /** The file's content. It holds a private key. */
  public byte[] yaml() {
    return """
        apiVersion: v1
        kind: Config
        clusters:
        - name: %1$s
          cluster:
            server: %2$s
            certificate-authority-data: %3$s
        users:
        - name: %1$s
          user:
            client-certificate-data: %4$s
            client-key-data: %5$s
        contexts:
        - name: %1$s
          context:
            cluster: %1$s
            user: %1$s
        current-context: %1$s
        """
        .formatted(
            cluster,
            server,
            base64(Credential.pem(authority)),
            base64(user.certificatePem()),
            base64(user.keyPem()))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] pem) {
    return Base64.getEncoder().encodeToString(pem);
  }
}
