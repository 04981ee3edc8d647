package dev.weir.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.crds.condition.Condition;
import dev.weir.crds.condition.ConditionType;
import dev.weir.crds.condition.Conditions;
import dev.weir.crds.condition.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransitionsTest {
  private static final List<Condition> SETTLED =
      conditions(Reason.AS_SPECIFIED, true, Reason.AS_SPECIFIED, false, "at http://weir");

  private static List<Condition> conditions(
      Reason ready, boolean isReady, Reason reconciling, boolean isReconciling, String text) {
    Conditions conditions = new Conditions(List.of(), 1L, Instant.EPOCH);
    return put(
            put(conditions, ConditionType.READY, isReady, ready, text),
            ConditionType.RECONCILING,
            isReconciling,
            reconciling,
            text)
        .toList();
  }

  private static Conditions put(
      Conditions conditions, ConditionType type, boolean holds, Reason reason, String text) {
    return holds ? conditions.holds(type, reason, text) : conditions.fails(type, reason, text);
  }

  @Test
  void shouldTellOnceThatAnUpgradeBegins() {
    List<Condition> rolling =
        conditions(Reason.ROLLING_UPDATE, false, Reason.ROLLING_UPDATE, true, "meta 0 of 1 ready");

    assertThat(Transitions.told(SETTLED, rolling))
        .extracting(Condition::reason)
        .containsExactly("RollingUpdate");
  }

  @Test
  void shouldNotTellHowFarItIs() {
    List<Condition> first =
        conditions(Reason.ROLLING_UPDATE, false, Reason.ROLLING_UPDATE, true, "meta 0 of 1 ready");
    List<Condition> then =
        conditions(Reason.ROLLING_UPDATE, false, Reason.ROLLING_UPDATE, true, "web 0 of 1 ready");

    assertThat(Transitions.told(first, then)).isEmpty();
  }

  @Test
  void shouldTellThatItIsPausedWhileItStaysReady() {
    List<Condition> paused =
        conditions(Reason.AS_SPECIFIED, true, Reason.PAUSED, false, "annotation is set");

    assertThat(Transitions.told(SETTLED, paused))
        .extracting(Condition::reason)
        .containsExactly("Paused");
  }

  @Test
  void shouldTellTheFirstStatus() {
    assertThat(Transitions.told(List.of(), SETTLED))
        .extracting(Condition::message)
        .containsExactly("at http://weir");
  }
}
