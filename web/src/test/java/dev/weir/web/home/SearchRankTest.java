package dev.weir.web.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SearchRankTest {
  @Test
  void shouldPreferTheBetterMatch() {
    // Given names from the best answer to the worst
    List<String> names =
        List.of("Delay", "Delay by hour", "Airport delay", "predelayed", "hour of del and ay");

    // When
    List<Integer> ranks = names.stream().map(name -> SearchRank.of(name, "delay")).toList();

    // Then
    assertThat(ranks.subList(0, 4)).isSorted().doesNotHaveDuplicates();
    assertThat(ranks.getLast()).isEqualTo(SearchRank.NONE);
    assertThat(SearchRank.of("hour of delay", "delay hour")).isLessThan(SearchRank.NONE);
    assertThat(Stream.of("", "x").map(name -> SearchRank.of(name, "")))
        .allMatch(rank -> rank < SearchRank.NONE);
  }
}
