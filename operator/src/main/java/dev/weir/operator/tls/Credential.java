package dev.weir.operator.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A certificate with its private key.
 *
 * @param certificate signed by an authority, or by itself when it is one
 * @param key never printed
 */
public record Credential(X509Certificate certificate, PrivateKey key) {

  @Override
  public String toString() {
    return "Credential[" + certificate.getSubjectX500Principal() + "]";
  }
}
