package dev.weir.local.role;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressesTest {
  @Test
  void shouldWaitForWhatItKnowsFirst() {
    assertThat(Addresses.of("localhost:7450").get()).contains("127.0.0.1:7450");
  }

  @Test
  void shouldKnowNobodyByANameThatIsNone() {
    assertThat(Addresses.of("nobody.invalid:7450").get()).isEmpty();
  }
}
