package dev.weir.web.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
  @Test
  void shouldReadBothForms() {
    assertThat(Slug.parse("on-time")).isEqualTo(new Slug("default", "on-time"));
    assertThat(Slug.parse("ops~on-time")).isEqualTo(new Slug("ops", "on-time"));
    assertThat(new Slug("default", "on-time").text()).isEqualTo("on-time");
    assertThat(new Slug("ops", "on-time").text()).isEqualTo("ops~on-time");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "~", "A", "a/b", "a~b~c", "-a", "a-", "default~a", "a~", "../etc", "ä"})
  void shouldKnowWhatNoObjectIsCalled(String text) {
    assertThatThrownBy(() -> Slug.parse(text))
        .isInstanceOfSatisfying(
            WeirException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_NOT_FOUND));
  }
}
