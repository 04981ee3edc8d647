package dev.weir.web.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pages a browser may open a socket from. */
class OwnOriginTest {

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:7400, false, 127.0.0.1:7400",
    "http://LocalHost:7400, false, localhost:7400",
    "https://weir.example, true, weir.example",
    "http://[::1]:7400, false, [::1]:7400",
  })
  void shouldTakeItsOwn(String origin, boolean secure, String host) {
    assertThatCode(() -> OwnOrigin.require(origin, secure, host)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    ", false, weir.example",
    "http://weir.example, false,",
    "null, false, weir.example",
    "http://weir.example, true, weir.example",
    "https://weir.example, false, weir.example",
    "http://weir.example:81, false, weir.example",
    "http://weir.example.evil.example, false, weir.example",
    "http://evil.example, false, weir.example",
    "http://sub.weir.example, false, weir.example",
    "weir.example, false, weir.example",
  })
  void shouldRefuseOthers(String origin, boolean secure, String host) {
    assertThatThrownBy(() -> OwnOrigin.require(origin, secure, host))
        .isInstanceOfSatisfying(
            WeirException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
  }
}
