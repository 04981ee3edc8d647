package dev.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplesTest {
  @Test
  void shouldFindQuantilesByNearestRank() {
    Samples samples = Samples.of(new long[] {5, 1, 4, 2, 3});

    assertThat(samples.min()).isEqualTo(1);
    assertThat(samples.median()).isEqualTo(3);
    assertThat(samples.max()).isEqualTo(5);
    assertThat(samples.quantile(0.9)).isEqualTo(5);
    assertThat(samples.quantile(0.2)).isEqualTo(1);
    assertThat(Samples.of(new long[] {2_000_000}).millis()).isEqualTo("2.0 / 2.0 / 2.0 ms");
    assertThatThrownBy(() -> Samples.of(new long[0])).isInstanceOf(IllegalArgumentException.class);
  }
}
