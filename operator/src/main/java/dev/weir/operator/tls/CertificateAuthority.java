package dev.weir.operator.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Signs certificates. Keys are on P-256, signatures are ECDSA with SHA-256. Pure but for chance.
 */
public final class CertificateAuthority {
  /** A clock that is behind by less than that takes a new certificate for a good one. */
  static final Duration LEEWAY = Duration.ofMinutes(5);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Credential self;

  /** The one whose certificate and key these are. */
  public CertificateAuthority(Credential self) {
    this.self = self;
  }

  /** A new one with a new key, that signs no other authorities. */
  public static CertificateAuthority create(String name, Instant now, Duration lifetime) {
    try {
      KeyPair keys = newKeyPair();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              named(name),
              newSerial(),
              Date.from(now.minus(LEEWAY)),
              Date.from(now.plus(lifetime)),
              named(name),
              keys.getPublic());
      builder
          .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
          .addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
          .addExtension(
              Extension.subjectKeyIdentifier,
              false,
              new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
      return new CertificateAuthority(
          new Credential(sign(builder, keys.getPrivate()), keys.getPrivate()));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("this JVM cannot make certificates", e);
    }
  }

  /** Its own certificate and key. */
  public Credential self() {
    return self;
  }

  /** When it was made. */
  public Instant createdAt() {
    return self.certificate().getNotBefore().toInstant().plus(LEEWAY);
  }

  /** A certificate with a new key. */
  public Credential issue(CertificateRequest request, Instant now) {
    try {
      KeyPair keys = newKeyPair();
      return new Credential(
          sign(describe(request, keys.getPublic(), now), self.key()), keys.getPrivate());
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("cannot sign a certificate for " + request.name(), e);
    }
  }

  private X509v3CertificateBuilder describe(CertificateRequest request, PublicKey key, Instant now)
      throws IOException, GeneralSecurityException {
    Instant wanted = now.plus(request.lifetime());
    Instant last = self.certificate().getNotAfter().toInstant();
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            self.certificate(),
            newSerial(),
            Date.from(now.minus(LEEWAY)),
            Date.from(wanted.isBefore(last) ? wanted : last),
            new X500Principal(named(request.name()).getEncoded()),
            key);
    builder
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes(request.usage())))
        .addExtension(
            Extension.authorityKeyIdentifier,
            false,
            identifiers.createAuthorityKeyIdentifier(self.certificate()))
        .addExtension(
            Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
    GeneralName[] names =
        Stream.concat(
                request.dnsNames().stream()
                    .sorted()
                    .map(name -> new GeneralName(GeneralName.dNSName, name)),
                request.addresses().stream()
                    .sorted()
                    .map(address -> new GeneralName(GeneralName.iPAddress, address)))
            .toArray(GeneralName[]::new);
    if (names.length > 0) {
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    }
    return builder;
  }

  private static KeyPurposeId[] purposes(CertificateRequest.Usage usage) {
    return switch (usage) {
      case SERVER -> new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth};
      case CLIENT -> new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth};
      case PEER ->
          new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
    };
  }

  /** Nothing in a name is taken for more than a name. */
  private static X500Name named(String name) {
    return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
  }

  private static KeyPair newKeyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
    return generator.generateKeyPair();
  }

  private static BigInteger newSerial() {
    return new BigInteger(127, RANDOM).add(BigInteger.ONE);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
  }
}
