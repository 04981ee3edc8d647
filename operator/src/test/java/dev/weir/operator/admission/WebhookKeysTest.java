package dev.weir.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.operator.tls.Renewal;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebhookKeysTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final Set<String> HOSTS = Set.of("weir-operator.weir-system.svc", "192.0.2.7");

  private final WebhookKeys fresh = WebhookKeys.fresh(HOSTS, START);

  @Test
  void shouldChangeNothingWhileNothingIsDue() {
    assertThat(fresh.next(HOSTS, START.plus(Duration.ofDays(59)))).isSameAs(fresh);
    assertThat(fresh.next(HOSTS, START.plus(Duration.ofDays(61)))).isNotSameAs(fresh);
  }

  /** Six years, looked at twice a day by somebody who was told of the authorities before. */
  @Test
  void shouldNeverShowWhatWasNotTrustedBefore() {
    // Given
    WebhookKeys keys = fresh;
    int authorities = 0;
    int shown = 0;

    for (int hour = 12; hour < 6 * 365 * 24; hour += 12) {
      // When
      Instant now = START.plus(Duration.ofHours(hour));
      WebhookKeys next = keys.next(HOSTS, now);

      // Then
      X509Certificate serving = next.serving().certificate();
      if (next != keys) {
        assertThat(keys.trust().isIssuerOf(serving)).as("hour %s", hour).isTrue();
        assertThat(next.trust().isIssuerOf(serving)).as("hour %s", hour).isTrue();
        assertThat(next.path()).isEqualTo(keys.path());
      }
      assertThat(Renewal.isValid(serving, now.plus(Duration.ofDays(20)))).isTrue();
      authorities += next.trust().authority() == keys.trust().authority() ? 0 : 1;
      shown += next.serving() == keys.serving() ? 0 : 1;
      keys = next;
    }
    assertThat(authorities).isEqualTo(4);
    assertThat(shown).isBetween(36, 38);
    assertThat(keys.trust().former()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void shouldWorkAgainAtOnceAfterALongAbsence() {
    Instant late = START.plus(Duration.ofDays(1_000));

    WebhookKeys next = fresh.next(HOSTS, late);

    assertThat(Renewal.isValid(next.serving().certificate(), late)).isTrue();
    assertThat(next.trust().isIssuerOf(next.serving().certificate())).isTrue();
    assertThat(next.path()).isEqualTo(fresh.path());
  }

  @Test
  void shouldFollowTheNamesOfTheDoor() throws Exception {
    WebhookKeys next = fresh.next(Set.of("weir-operator.other.svc"), START);

    assertThat(next.serving().certificate().getSubjectAlternativeNames())
        .extracting(name -> (Object) name.get(1))
        .containsExactly("weir-operator.other.svc");
    assertThat(next.trust()).isEqualTo(fresh.trust());
  }

  @Test
  void shouldBeReadAsItWasKept() {
    // When
    WebhookKeys read = WebhookKeys.read(fresh.toData()).orElseThrow();

    // Then
    assertThat(read.serving()).isEqualTo(fresh.serving());
    assertThat(read.trust().bundle()).isEqualTo(fresh.trust().bundle());
    assertThat(read.path()).isEqualTo(fresh.path()).matches("/[0-9a-f]{32}");
    assertThat(read.next(HOSTS, START)).isSameAs(read);
    assertThat(fresh.toString()).doesNotContain(fresh.path().substring(1));
    assertThat(new String(Base64.getDecoder().decode(fresh.bundle()), StandardCharsets.US_ASCII))
        .contains("BEGIN CERTIFICATE")
        .doesNotContain("PRIVATE");
  }

  @Test
  void shouldTakeNothingThatSomebodyHasBroken() {
    assertThat(WebhookKeys.read(null)).isEmpty();
    assertThat(WebhookKeys.read(Map.of())).isEmpty();
    for (String name : fresh.toData().keySet()) {
      for (String broken : List.of("", "!", "c2VjcmV0")) {
        Map<String, String> data = new HashMap<>(fresh.toData());
        data.put(name, broken);
        Optional<WebhookKeys> read = WebhookKeys.read(data);
        assertThat(read).as(name + " " + broken).isEmpty();
      }
    }
  }
}
