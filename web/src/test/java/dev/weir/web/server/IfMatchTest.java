package dev.weir.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.contracts.error.WeirException;
import org.junit.jupiter.api.Test;

class IfMatchTest {
  @Test
  void shouldReadVersions() {
    assertThat(IfMatch.parse(null)).isEmpty();
    assertThat(IfMatch.parse(" * ")).isEmpty();
    assertThat(IfMatch.parse("7")).hasValue(7);
    assertThat(IfMatch.parse("\"7\"")).hasValue(7);
    assertThatThrownBy(() -> IfMatch.parse("W/\"7\"")).isInstanceOf(WeirException.class);
    assertThatThrownBy(() -> IfMatch.parse("\"")).isInstanceOf(WeirException.class);
  }
}
