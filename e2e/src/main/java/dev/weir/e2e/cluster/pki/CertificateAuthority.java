package dev.weir.e2e.cluster.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs every certificate of one cluster. P-256 keys, valid for a year. Thread-safe. */
public final class CertificateAuthority {
  private static final Duration VALIDITY = Duration.ofDays(365);
  // The clock of a container may be a little behind.
  private static final Duration LEEWAY = Duration.ofMinutes(5);

  // The JDK's own keys do not say which curve they are on when they are written; clients of
  // Kubernetes in Java want to read that.
  private static final Provider KEYS = new BouncyCastleProvider();

  private final Credential self;
  private final X500Name issuer;
  private final SecureRandom random = new SecureRandom();

  /** Makes a new authority with a new key. */
  public CertificateAuthority(String commonName) {
    try {
      issuer = new X500Name("CN=" + commonName);
      KeyPair keys = newKeyPair();
      X509v3CertificateBuilder builder = builder(issuer, keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
      self = new Credential(sign(builder, keys.getPrivate()), keys.getPrivate());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("this JVM cannot make EC certificates", e);
    }
  }

  /** The authority's own certificate and key. */
  public Credential self() {
    return self;
  }

  /** A client's certificate: Kubernetes reads the name from CN and the groups from O. */
  public Credential client(String subject) {
    return issue(subject, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth), new GeneralName[0]);
  }

  /** A server's certificate for these names and addresses. */
  public Credential server(
      String subject, Collection<String> dnsNames, Collection<String> addresses) {
    return issue(
        subject, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth), names(dnsNames, addresses));
  }

  /** A certificate for one that serves at an address and calls its like. */
  public Credential peer(String subject, String address) {
    return issue(
        subject,
        new ExtendedKeyUsage(
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}),
        names(List.of(), List.of(address)));
  }

  private static GeneralName[] names(Collection<String> dnsNames, Collection<String> addresses) {
    GeneralName[] names = new GeneralName[dnsNames.size() + addresses.size()];
    int next = 0;
    for (String name : dnsNames) {
      names[next++] = new GeneralName(GeneralName.dNSName, name);
    }
    for (String address : addresses) {
      names[next++] = new GeneralName(GeneralName.iPAddress, address);
    }
    return names;
  }

  static KeyPair newKeyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", KEYS);
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM cannot make EC keys", e);
    }
  }

  private Credential issue(String subject, ExtendedKeyUsage usage, GeneralName[] names) {
    try {
      KeyPair keys = newKeyPair();
      X509v3CertificateBuilder builder = builder(new X500Name(subject), keys.getPublic());
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(Extension.extendedKeyUsage, false, usage);
      if (names.length > 0) {
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      }
      return new Credential(sign(builder, self.key()), keys.getPrivate());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot sign a certificate for " + subject, e);
    }
  }

  private X509v3CertificateBuilder builder(X500Name subject, PublicKey key) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(127, random).add(BigInteger.ONE),
        Date.from(now.minus(LEEWAY)),
        Date.from(now.plus(VALIDITY)),
        subject,
        key);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
  }
}
