package dev.weir.operator.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NeededHistoryTest {
  private final NeededHistory history = new NeededHistory(Duration.ofNanos(10));

  @Test
  void shouldKnowNoPeakBeforeAWholeWindow() {
    assertThat(history.peak(0)).isNull();
    history.add(5, 3);
    assertThat(history.peak(14)).isNull();
    assertThat(history.peak(15)).isEqualTo(3);
  }

  @Property
  void shouldKnowTheMostOfTheWindow(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 9) Integer> needs) {
    NeededHistory watched = new NeededHistory(Duration.ofNanos(10));
    List<Integer> seen = new ArrayList<>();
    for (int now = 0; now < needs.size(); now++) {
      seen.add(needs.get(now));
      watched.add(now, needs.get(now));
      if (now >= 10) {
        int most = seen.subList(now - 10, now + 1).stream().max(Integer::compare).orElseThrow();
        assertThat(watched.peak(now)).isEqualTo(most);
      }
    }
  }
}
