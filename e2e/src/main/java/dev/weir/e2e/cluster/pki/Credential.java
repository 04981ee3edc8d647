package dev.weir.e2e.cluster.pki;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/**
 * A certificate and its private key.
 *
 * @param certificate signed by the cluster's authority, or by itself when it is the authority
 * @param key never printed
 */
public record Credential(X509Certificate certificate, PrivateKey key) {

  /** The certificate in PEM. */
  public byte[] certificatePem() {
    return pem(certificate);
  }

  /** The key in PEM. */
  public byte[] keyPem() {
    return pem(key);
  }

  /** Writes {@code NAME.crt} and, for its owner alone, {@code NAME.key}. */
  public void write(Path folder, String name) {
    SecretFile.write(folder.resolve(name + ".crt"), certificatePem());
    SecretFile.write(folder.resolve(name + ".key"), keyPem());
  }

  static byte[] pem(Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return "Credential[" + certificate.getSubjectX500Principal() + "]";
  }
}
