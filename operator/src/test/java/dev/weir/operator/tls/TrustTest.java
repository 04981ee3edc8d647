package dev.weir.operator.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrustTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration LIFETIME = Duration.ofDays(90);

  private static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }

  @Test
  void shouldKeepTheOldOneUntilItsEnd() {
    // Given
    Trust first = Trust.create("weir", START, LIFETIME);
    CertificateRequest request =
        new CertificateRequest(
            "x", CertificateRequest.Usage.PEER, Set.of("x"), Set.of(), Duration.ofDays(30));
    Credential early = first.authority().issue(request, day(50));

    // When
    Trust same = first.renewed("weir", day(59), LIFETIME);
    Trust second = first.renewed("weir", day(61), LIFETIME);
    Trust third = second.renewed("weir", day(91), LIFETIME);

    // Then
    assertThat(same).isSameAs(first);
    assertThat(second.former()).containsExactly(first.authority().self().certificate());
    assertThat(second.authority().self()).isNotEqualTo(first.authority().self());
    assertThat(second.isIssuerOf(early.certificate())).isTrue();
    assertThat(second.isIssuerOf(second.authority().issue(request, day(61)).certificate()))
        .isTrue();
    assertThat(first.isIssuerOf(second.authority().issue(request, day(61)).certificate()))
        .isFalse();
    assertThat(third.authority()).isSameAs(second.authority());
    assertThat(third.former()).isEmpty();
    assertThat(third.isIssuerOf(early.certificate())).isFalse();
  }

  @Test
  void shouldBeginAnewAfterALongAbsence() {
    Trust late = Trust.create("weir", START, LIFETIME).renewed("weir", day(400), LIFETIME);

    assertThat(late.former()).isEmpty();
    assertThat(Renewal.isValid(late.authority().self().certificate(), day(400))).isTrue();
  }

  @Test
  void shouldRenewWhenAThirdIsLeft() {
    var certificate = Trust.create("weir", START, LIFETIME).authority().self().certificate();

    assertThat(Renewal.isDue(certificate, day(59))).isFalse();
    assertThat(Renewal.isDue(certificate, day(61))).isTrue();
    assertThat(Renewal.isValid(certificate, START.minus(Duration.ofHours(1)))).isFalse();
    assertThat(Renewal.isValid(certificate, day(89))).isTrue();
    assertThat(Renewal.isValid(certificate, day(90))).isFalse();
  }
}
