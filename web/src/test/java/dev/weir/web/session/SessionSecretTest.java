package dev.weir.web.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SessionSecretTest {
  @Test
  void shouldOpenWhatItSealed() {
    // Given
    SessionSecret secret = SessionSecret.random();
    String sealed = secret.seal("weir_token_ä");

    // Then only the same secret opens it
    assertThat(SessionSecret.parse(secret.text()).orElseThrow().open(sealed))
        .isEqualTo("weir_token_ä");
    assertThat(sealed).doesNotContain("token");
    assertThatThrownBy(() -> SessionSecret.random().open(sealed))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void shouldNotShowTheSecretInItsHash() {
    SessionSecret secret = SessionSecret.random();
    assertThat(secret.hash()).hasSize(64).isNotEqualTo(SessionSecret.random().hash());
    assertThat(SessionSecret.parse(secret.text()).orElseThrow().hash()).isEqualTo(secret.hash());
    assertThat(secret.seal("x")).isNotEqualTo(secret.seal("x"));
  }

  @Test
  void shouldKnowCookiesThatAreNotOurs() {
    assertThat(SessionSecret.parse("")).isEmpty();
    assertThat(SessionSecret.parse("x")).isEmpty();
    assertThat(SessionSecret.parse("%%%")).isEmpty();
    assertThat(SessionSecret.parse(SessionSecret.random().text() + "AA")).isEmpty();
  }
}
