package dev.weir.operator.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration YEAR = Duration.ofDays(365);
  private static final String SERVER_PURPOSE = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_PURPOSE = "1.3.6.1.5.5.7.3.2";

  private final CertificateAuthority authority =
      CertificateAuthority.create("weir, O=\"other\"", NOW, YEAR);

  private static CertificateRequest request(CertificateRequest.Usage usage, Duration lifetime) {
    return new CertificateRequest(
        "gateway", usage, Set.of("b.example.com", "a.example.com"), Set.of("::1"), lifetime);
  }

  private static void validate(X509Certificate certificate, X509Certificate root, Instant at)
      throws GeneralSecurityException {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(at));
    var unused =
        CertPathValidator.getInstance("PKIX")
            .validate(
                CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)),
                parameters);
  }

  @Test
  void shouldIssueWhatTheJdkAccepts() throws Exception {
    // When
    X509Certificate root = authority.self().certificate();
    X509Certificate server =
        authority
            .issue(request(CertificateRequest.Usage.SERVER, Duration.ofDays(90)), NOW)
            .certificate();

    // Then
    validate(server, root, NOW);
    validate(server, root, NOW.plus(Duration.ofDays(89)));
    assertThatThrownBy(() -> validate(server, root, NOW.plus(Duration.ofDays(91))))
        .isInstanceOf(CertPathValidatorException.class);
    assertThat(server.getSubjectX500Principal().getName()).isEqualTo("CN=gateway");
    assertThat(server.getSubjectAlternativeNames())
        .extracting(name -> (Object) name.get(1))
        .containsExactly("a.example.com", "b.example.com", "0:0:0:0:0:0:0:1");
    assertThat(((ECPublicKey) server.getPublicKey()).getParams().getOrder().bitLength())
        .isEqualTo(256);
    assertThat(server.getBasicConstraints()).isEqualTo(-1);
    assertThat(root.getBasicConstraints()).isZero();
    assertThat(root.getSubjectX500Principal().getName()).isEqualTo("CN=weir\\, O\\=\\\"other\\\"");
    assertThat(authority.createdAt()).isEqualTo(NOW);
  }

  @Test
  void shouldSayAtWhichEndACertificateIsGood() throws Exception {
    for (CertificateRequest.Usage usage : CertificateRequest.Usage.values()) {
      X509Certificate issued = authority.issue(request(usage, YEAR), NOW).certificate();

      assertThat(issued.getExtendedKeyUsage())
          .containsExactlyElementsOf(
              switch (usage) {
                case SERVER -> List.of(SERVER_PURPOSE);
                case CLIENT -> List.of(CLIENT_PURPOSE);
                case PEER -> List.of(SERVER_PURPOSE, CLIENT_PURPOSE);
              });
    }
  }

  @Test
  void shouldSignNothingBeyondItsOwnEnd() {
    X509Certificate issued =
        authority
            .issue(request(CertificateRequest.Usage.PEER, YEAR.multipliedBy(3)), NOW.plusSeconds(9))
            .certificate();

    assertThat(issued.getNotAfter()).isEqualTo(authority.self().certificate().getNotAfter());
  }

  @Test
  void shouldBeReadAsItWasWritten() throws Exception {
    // Given
    Credential issued = authority.issue(request(CertificateRequest.Usage.SERVER, YEAR), NOW);
    List<X509Certificate> both = List.of(issued.certificate(), authority.self().certificate());

    // Then
    assertThat(Pem.certificates(Pem.write(both))).isEqualTo(both);
    assertThat(Pem.key(Pem.write(issued.key()))).isEqualTo(issued.key());
    assertThat(issued.toString()).isEqualTo("Credential[CN=gateway]");
    for (String other : List.of("", "secret", Pem.write(both))) {
      assertThatThrownBy(() -> Pem.key(other)).isInstanceOf(GeneralSecurityException.class);
    }
    assertThatThrownBy(() -> Pem.certificates("-----BEGIN CERTIFICATE-----\nno\n"))
        .isInstanceOf(GeneralSecurityException.class);
  }
}
