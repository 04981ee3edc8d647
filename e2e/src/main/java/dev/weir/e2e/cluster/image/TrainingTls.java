package dev.weir.e2e.cluster.image;

import dev.weir.e2e.cluster.pki.CertificateAuthority;
import dev.weir.e2e.cluster.pki.Credential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** The certificate with which the parts of a training run know one another. */
final class TrainingTls {
  private static final String ADDRESS = "127.0.0.1";

  private TrainingTls() {}

  /** Writes it into an empty folder, as a pod has it mounted. */
  static void write(Path folder) {
    CertificateAuthority authority = new CertificateAuthority("training");
    Credential parts = authority.peer("CN=training", ADDRESS);
    try {
      Files.write(folder.resolve("tls.crt"), parts.certificatePem());
      Files.write(folder.resolve("ca.crt"), authority.self().certificatePem());
      Files.writeString(
          folder.resolve("tls.key"),
          "-----BEGIN PRIVATE KEY-----\n"
              + Base64.getMimeEncoder().encodeToString(parts.key().getEncoded())
              + "\n-----END PRIVATE KEY-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
