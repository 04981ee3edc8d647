package dev.weir.contracts.part;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The identity that a folder holds, as Kubernetes mounts a Secret with a certificate. The files may
 * be exchanged at any time: they are looked at again with a handshake when they have not been for a
 * second, so that nothing has to run beside. What is half exchanged, or broken, is left alone for
 * the time being. Thread-safe.
 */
public final class TlsFolder implements Supplier<TlsIdentity> {
  /** The certificate, and those that lead to its authority. */
  public static final String CERTIFICATE = "tls.crt";

  /** The private key in PKCS #8, without a password. */
  public static final String KEY = "tls.key";

  /** The authorities that are believed. */
  public static final String AUTHORITIES = "ca.crt";

  private static final System.Logger LOG = System.getLogger(TlsFolder.class.getName());
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final byte[] PROOF = "the key belongs to it".getBytes(StandardCharsets.US_ASCII);

  /** The files as they are. */
  private record Content(String certificate, String key, String authorities) {}

  private final Path folder;
  private Content content;
  private TlsIdentity identity;
  private long lookedNanos = System.nanoTime();

  private TlsFolder(Path folder) throws IOException, GeneralSecurityException {
    this.folder = folder;
    this.content = read();
    this.identity = parse(content);
  }

  /**
   * @throws WeirException INVALID_CONFIGURATION when the folder holds no identity now
   */
  public static TlsFolder open(Path folder) {
    try {
      return new TlsFolder(folder);
    } catch (IOException | GeneralSecurityException e) {
      throw new WeirException(
          ErrorCode.INVALID_CONFIGURATION,
          "there is no certificate in " + folder + ": " + e.getMessage(),
          "Mount a folder with " + CERTIFICATE + ", " + KEY + " and " + AUTHORITIES + ".",
          e);
    }
  }

  @Override
  public synchronized TlsIdentity get() {
    if (System.nanoTime() - lookedNanos > FRESH_NANOS) {
      look();
      lookedNanos = System.nanoTime();
    }
    return identity;
  }

  private void look() {
    try {
      Content now = read();
      if (!now.equals(content)) {
        identity = parse(now);
        content = now;
        LOG.log(
            System.Logger.Level.INFO,
            "tls.renewed until=" + identity.chain().getFirst().getNotAfter().toInstant());
      }
    } catch (IOException | GeneralSecurityException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "tls.unusable folder=" + folder + " reason=" + e.getMessage());
    }
  }

  private Content read() throws IOException {
    return new Content(file(CERTIFICATE), file(KEY), file(AUTHORITIES));
  }

  private String file(String name) throws IOException {
    return Files.readString(folder.resolve(name), StandardCharsets.US_ASCII);
  }

  private static TlsIdentity parse(Content content) throws GeneralSecurityException {
    List<X509Certificate> chain = certificates(content.certificate());
    List<X509Certificate> authorities = certificates(content.authorities());
    if (chain.isEmpty() || authorities.isEmpty()) {
      throw new GeneralSecurityException("a file has no certificate");
    }
    PublicKey known = chain.getFirst().getPublicKey();
    PrivateKey key = key(content.key(), known.getAlgorithm());
    if (!isPair(known, key)) {
      throw new GeneralSecurityException("the key belongs to another certificate");
    }
    return new TlsIdentity(chain, key, authorities);
  }

  private static List<X509Certificate> certificates(String text) throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  private static PrivateKey key(String text, String algorithm) throws GeneralSecurityException {
    String encoded =
        text.replace("-----BEGIN PRIVATE KEY-----", "").replace("-----END PRIVATE KEY-----", "");
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(encoded)));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("the key is not in PKCS #8", e);
    }
  }

  /** Of two files that are exchanged one after the other, one may be the old one. */
  private static boolean isPair(PublicKey known, PrivateKey key) throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            known.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
    signature.initSign(key);
    signature.update(PROOF);
    byte[] signed = signature.sign();
    signature.initVerify(known);
    signature.update(PROOF);
    return signature.verify(signed);
  }
}
