package dev.weir.contracts.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import org.junit.jupiter.api.Test;

class PartTokenTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  @Test
  void shouldBeProvedByItselfOnly() {
    PartToken token = PartToken.of(SECRET + "\n");

    assertThat(token.isProvedBy("Bearer " + SECRET)).isTrue();
    assertThat(token.isProvedBy(SECRET)).isFalse();
    assertThat(token.isProvedBy("Bearer " + SECRET + "0")).isFalse();
    assertThat(token.isProvedBy("")).isFalse();
  }

  @Test
  void shouldNotBeShort() {
    assertThatThrownBy(() -> PartToken.of("secret"))
        .isInstanceOfSatisfying(
            WeirException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
              assertThat(e.getMessage() + e.hint()).doesNotContain("secret");
            });
  }

  @Test
  void shouldNotBePrinted() {
    assertThat(PartToken.of(SECRET).toString()).doesNotContain(SECRET);
  }
}
