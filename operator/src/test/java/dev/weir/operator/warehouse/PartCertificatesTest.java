package dev.weir.operator.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.part.TlsIdentity;
import dev.weir.operator.apply.Observed;
import dev.weir.operator.tls.Pem;
import dev.weir.operator.tls.Renewal;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartCertificatesTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final WarehouseNames NAMES = new WarehouseNames("data", "weir");
  private static final String CLIENT = "1.3.6.1.5.5.7.3.2";
  private static final String SERVER = "1.3.6.1.5.5.7.3.1";

  private final Map<String, Map<String, String>> stored = new HashMap<>();

  /** What the operator does at that moment; the names of the Secrets that it writes. */
  private List<String> keep(Instant now) {
    Map<String, Map<String, String>> before = Map.copyOf(stored);
    Observed seen =
        Observed.of(
            stored.entrySet().stream()
                .map(
                    entry ->
                        new SecretBuilder()
                            .withNewMetadata()
                            .withName(entry.getKey())
                            .endMetadata()
                            .withData(entry.getValue())
                            .build())
                .toList());
    PartCertificates certificates = new PartCertificates(NAMES, seen, now);
    var trust = certificates.trust();
    stored.put(NAMES.authoritySecret(), PartCertificates.entries(trust));
    PartCertificates.HOLDERS.forEach(
        holder -> stored.put(NAMES.tlsSecret(holder), certificates.entries(holder, trust)));
    return stored.entrySet().stream()
        .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private TlsIdentity identity(String holder) {
    return PartPasses.parse(stored.get(NAMES.tlsSecret(holder))).orElseThrow();
  }

  private X509Certificate shown(String holder) {
    return identity(holder).chain().getFirst();
  }

  private static Instant day(long days) {
    return START.plus(Duration.ofDays(days));
  }

  @ParameterizedTest
  @CsvSource({
    "meta,weir-meta.data.svc *.weir-meta-members.data.svc",
    "gateway,weir-gateway.data.svc weir-gateway-pods.data.svc",
    "compute,weir-compute.data.svc",
    "web,weir-web.data.svc",
  })
  void shouldBeGoodForTheNamesByWhichAPartIsReached(String holder, String names) throws Exception {
    keep(START);

    assertThat(
            shown(holder).getSubjectAlternativeNames().stream()
                .map(name -> String.valueOf(name.get(1)))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(names.split(" "));
    assertThat(shown(holder).getExtendedKeyUsage()).containsExactlyInAnyOrder(CLIENT, SERVER);
    assertThat(shown(holder).getPublicKey().getAlgorithm()).isEqualTo("EC");
  }

  @Test
  void shouldLetTheOperatorCallAndNotServe() throws Exception {
    keep(START);

    assertThat(shown(WarehouseNames.OPERATOR).getExtendedKeyUsage()).containsExactly(CLIENT);
    assertThat(shown(WarehouseNames.OPERATOR).getSubjectAlternativeNames()).isNull();
  }

  @Test
  void shouldGiveNobodyTheKeyOfTheAuthority() {
    keep(START);

    PartCertificates.HOLDERS.forEach(
        holder ->
            assertThat(stored.get(NAMES.tlsSecret(holder)))
                .containsOnlyKeys("tls.crt", "tls.key", "ca.crt"));
  }

  @Test
  void shouldWriteNothingUntilAThirdIsLeft() {
    assertThat(keep(START)).hasSize(1 + PartCertificates.HOLDERS.size());

    assertThat(keep(day(59))).isEmpty();
    assertThat(keep(day(61)))
        .containsExactlyInAnyOrderElementsOf(
            PartCertificates.HOLDERS.stream().map(NAMES::tlsSecret).toList());
    assertThat(keep(day(62))).isEmpty();
  }

  /** Six years, looked at every other day by parts that were told of the authorities before. */
  @Test
  void shouldNeverShowWhatWasNotTrustedBefore() throws Exception {
    keep(START);
    int authorities = 0;
    for (int hour = 48; hour < 6 * 365 * 24; hour += 48) {
      List<X509Certificate> known = identity(WarehouseNames.META).authorities();

      Instant now = START.plus(Duration.ofHours(hour));
      keep(now);

      for (String holder : PartCertificates.HOLDERS) {
        assertThat(isSignedByOneOf(shown(holder), known)).as("hour %s", hour).isTrue();
        assertThat(Renewal.isValid(shown(holder), now.plus(Duration.ofDays(20)))).isTrue();
      }
      List<X509Certificate> then = identity(WarehouseNames.META).authorities();
      authorities += then.getFirst().equals(known.getFirst()) ? 0 : 1;
      assertThat(then).hasSizeLessThanOrEqualTo(2);
    }
    assertThat(authorities).isEqualTo(4);
  }

  @Test
  void shouldGoOnWithTheOldAuthorityWhenItsSecretIsTakenAway() throws Exception {
    keep(START);
    X509Certificate old = identity(WarehouseNames.META).authorities().getFirst();
    X509Certificate shown = shown(WarehouseNames.META);
    stored.remove(NAMES.authoritySecret());

    keep(day(1));

    assertThat(shown(WarehouseNames.META)).isEqualTo(shown);
    assertThat(identity(WarehouseNames.META).authorities()).hasSize(2).last().isEqualTo(old);
    keep(day(61));
    assertThat(isSignedByOneOf(shown(WarehouseNames.META), List.of(old))).isFalse();
    assertThat(keep(day(731))).isNotEmpty();
    assertThat(identity(WarehouseNames.META).authorities()).doesNotContain(old);
  }

  @Test
  void shouldReplaceWhatSomebodyHasBroken() {
    keep(START);
    X509Certificate other = shown(WarehouseNames.GATEWAY);
    stored.put(
        NAMES.tlsSecret(WarehouseNames.META),
        Map.of("tls.crt", encoded("nothing"), "tls.key", "%", "ca.crt", encoded("nothing")));

    assertThat(keep(day(1))).containsExactly(NAMES.tlsSecret(WarehouseNames.META));
    assertThat(identity(WarehouseNames.META).authorities())
        .isEqualTo(identity(WarehouseNames.GATEWAY).authorities());
    assertThat(shown(WarehouseNames.GATEWAY)).isEqualTo(other);
  }

  @Test
  void shouldPrintNoKey() throws GeneralSecurityException {
    keep(START);

    TlsIdentity identity = identity(WarehouseNames.META);

    assertThat(identity.toString()).doesNotContain(Pem.write(identity.key()).lines().toList());
  }

  private static boolean isSignedByOneOf(
      X509Certificate certificate, List<X509Certificate> authorities) {
    for (X509Certificate authority : authorities) {
      try {
        certificate.verify(authority.getPublicKey());
        return true;
      } catch (GeneralSecurityException next) {
        continue;
      }
    }
    return false;
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
