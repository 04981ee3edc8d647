package dev.weir.operator.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.cluster.Autoscaling;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingRuleTest {
  private static final Autoscaling SETTINGS = new Autoscaling(0, 4, 4, "10m");

  private static Demand demand(int queued, int running) {
    return new Demand(queued, running, Duration.ZERO, true, true);
  }

  private static Demand idle(Duration idle) {
    return new Demand(0, 0, idle, true, true);
  }

  private static int nodes(int now, Demand demand, @Nullable Integer peak) {
    return ScalingRule.decide(SETTINGS, now, demand, peak).nodes();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 4, 1",
    "1, 1, 4, 2",
    "0, 1, 0, 1",
    "1, 12, 8, 4",
    "1, 500, 8, 4",
    "3, 0, 9, 3",
  })
  void shouldGrowAtOnceToWhatTheWorkNeeds(int now, int queued, int running, int wanted) {
    assertThat(nodes(now, demand(queued, running), null)).isEqualTo(wanted);
  }

  @Test
  void shouldSayWhatMadeItGrow() {
    assertThat(ScalingRule.decide(SETTINGS, 1, demand(12, 8), null).reason())
        .isEqualTo("8 queries run and 12 wait, a node takes 4");
    assertThat(ScalingRule.decide(SETTINGS, 1, demand(0, 4), null).reason()).isNull();
  }

  @Test
  void shouldShrinkToTheMostThatWasNeededWithinTheWindow() {
    assertThat(nodes(4, demand(0, 1), 3)).isEqualTo(3);
    assertThat(nodes(4, demand(0, 1), 1)).isEqualTo(1);
    // Not watched for long enough.
    assertThat(nodes(4, demand(0, 1), null)).isEqualTo(4);
  }

  @Test
  void shouldSleepOnlyAfterItsTime() {
    assertThat(nodes(2, idle(Duration.ofMinutes(9)), 0)).isEqualTo(1);
    assertThat(nodes(1, idle(Duration.ofMinutes(9)), 0)).isEqualTo(1);
    assertThat(nodes(1, idle(Duration.ofMinutes(10)), 0)).isZero();
    assertThat(ScalingRule.decide(SETTINGS, 1, idle(Duration.ofMinutes(10)), 0).reason())
        .isEqualTo("nothing was asked of it for 10m");
  }

  @Test
  void shouldSleepOnUntilSomethingIsAsked() {
    // A gateway that has just started has heard nothing for no time.
    assertThat(nodes(0, idle(Duration.ZERO), 0)).isZero();
    assertThat(nodes(0, demand(1, 0), 0)).isEqualTo(1);
  }

  @Test
  void shouldLoseNothingWhileAGatewayIsSilent() {
    Demand partly = new Demand(0, 0, Duration.ofHours(1), true, false);
    assertThat(nodes(3, partly, 0)).isEqualTo(3);
    assertThat(nodes(3, Demand.UNKNOWN, 0)).isEqualTo(3);
    // More is needed whatever the other says.
    assertThat(nodes(1, new Demand(9, 0, Duration.ZERO, true, false), 0)).isEqualTo(3);
  }

  @Test
  void shouldKeepToChangedBounds() {
    Autoscaling two = new Autoscaling(2, 3, 4, "10m");
    assertThat(ScalingRule.decide(two, 0, demand(0, 0), null).nodes()).isEqualTo(2);
    assertThat(ScalingRule.decide(two, 4, demand(99, 0), null).nodes()).isEqualTo(3);
    assertThat(ScalingRule.decide(two, 2, idle(Duration.ofHours(1)), 0).nodes()).isEqualTo(2);
  }

  @Property
  void shouldNeverLeaveItsBoundsNorLoseANodeThatHasWork(
      @ForAll @IntRange(max = 40) int queued,
      @ForAll @IntRange(max = 40) int running,
      @ForAll @IntRange(max = 9) int now,
      @ForAll @IntRange(max = 9) int peak,
      @ForAll @IntRange(max = 2) int min,
      @ForAll @IntRange(min = 2, max = 9) int max,
      @ForAll @IntRange(min = 1, max = 8) int each) {
    Autoscaling settings = new Autoscaling(min, max, each, "1s");
    int nodes = ScalingRule.decide(settings, now, demand(queued, running), peak).nodes();

    assertThat(nodes).isBetween(min, max);
    assertThat(nodes).isGreaterThanOrEqualTo(Math.min(max, (queued + running + each - 1) / each));
  }
}
