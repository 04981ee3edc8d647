package dev.weir.operator.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Certificates and keys as text. Pure. */
public final class Pem {
  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
  private static final String KEY = "PRIVATE KEY";

  private Pem() {}

  /** One after the other, in that order. */
  public static String write(List<X509Certificate> certificates) {
    return certificates.stream().map(Pem::write).collect(Collectors.joining());
  }

  private static String write(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e); // it was made or read from its encoding
    }
  }

  /** The key in PKCS #8, without a password. */
  public static String write(PrivateKey key) {
    return block(KEY, key.getEncoded());
  }

  private static String block(String label, byte[] content) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(label, LINES.encodeToString(content));
  }

  /**
   * All certificates of a text, in their order.
   *
   * @throws GeneralSecurityException when something else is in it
   */
  public static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  /**
   * An elliptic key as {@link #write(PrivateKey)} wrote it.
   *
   * @throws GeneralSecurityException when it is none
   */
  public static PrivateKey key(String text) throws GeneralSecurityException {
    String content =
        text.replace("-----BEGIN " + KEY + "-----", "").replace("-----END " + KEY + "-----", "");
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(content);
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("not a private key", e);
    }
  }
}
