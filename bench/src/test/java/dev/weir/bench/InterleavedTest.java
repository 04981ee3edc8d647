package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterleavedTest {
  @Test
  void shouldTakeTurnsAndChangeTheOrder() throws Exception {
    List<String> seen = new ArrayList<>();

    List<Samples> samples =
        Interleaved.measure(1, 2, List.of(() -> seen.add("a"), () -> seen.add("b")));

    assertThat(seen).containsExactly("b", "a", "a", "b", "b", "a");
    assertThat(samples).hasSize(2).allMatch(of -> of.count() == 2);
  }
}
