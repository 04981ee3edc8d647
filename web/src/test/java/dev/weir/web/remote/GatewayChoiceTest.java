package dev.weir.web.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatewayChoiceTest {
  private static final int PRINCIPALS = 3_000;
  private static final List<String> FOUR =
      List.of("10.0.0.1:7450", "10.0.0.2:7450", "10.0.1.7:7450", "10.0.1.8:7450");

  @Test
  void shouldNotDependOnTheOrderOfAddresses() {
    assertThat(GatewayChoice.inOrder("default", "ada", FOUR.reversed()))
        .isEqualTo(GatewayChoice.inOrder("default", "ada", FOUR))
        .containsExactlyInAnyOrderElementsOf(FOUR);
  }

  @Test
  void shouldGiveEachGatewayItsShare() {
    Map<String, Integer> shares = new HashMap<>();
    first(FOUR).forEach(gateway -> shares.merge(gateway, 1, Integer::sum));

    assertThat(shares.keySet()).containsExactlyInAnyOrderElementsOf(FOUR);
    assertThat(shares.values()).allSatisfy(share -> assertThat(share).isBetween(600, 900));
  }

  @Test
  void shouldMoveOnlyTheShareOfAGatewayThatGoes() {
    List<String> three = FOUR.subList(0, 3);
    List<String> before = first(FOUR);
    List<String> after = first(three);

    for (int i = 0; i < PRINCIPALS; i++) {
      if (three.contains(before.get(i))) {
        assertThat(after.get(i)).isEqualTo(before.get(i));
      }
    }
  }

  private static List<String> first(List<String> gateways) {
    return new ArrayList<>(
        IntStream.range(0, PRINCIPALS)
            .mapToObj(i -> GatewayChoice.inOrder("default", "user" + i, gateways).getFirst())
            .toList());
  }
}
