package dev.weir.operator.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MembershipPlanTest {
  private static final String NOBODY = "";

  private static MemberAnswer answer(String id, String leader, String... peers) {
    return new MemberAnswer(id, leader, Set.of(peers), 1);
  }

  private static Map<Integer, MemberAnswer> answers(MemberAnswer... answers) {
    Map<Integer, MemberAnswer> byOrdinal = new HashMap<>();
    for (int i = 0; i < answers.length; i++) {
      byOrdinal.put(i, answers[i]);
    }
    return byOrdinal;
  }

  @Test
  void shouldAskForEveryPodAtOnceBeforeThereIsAGroup() {
    MembershipPlan plan = MembershipPlan.of(3, 0, false, Map.of());

    assertThat(plan.replicas()).isEqualTo(3);
    assertThat(plan.founded()).isFalse();
    assertThat(plan.members()).isEmpty();
    assertThat(plan.settled()).isFalse();
  }

  @Test
  void shouldNotFoundTwiceWhenEveryPodIsSilent() {
    MembershipPlan plan = MembershipPlan.of(1, 1, true, Map.of());

    assertThat(plan.founded()).isTrue();
    assertThat(plan.settled()).isFalse();
    assertThat(plan.message()).contains("leader");
  }

  @Test
  void shouldNotTakeAPodWithoutALeaderForAGroup() {
    assertThat(MembershipPlan.of(1, 1, false, answers(answer("a", NOBODY))).founded()).isFalse();
  }

  @Test
  void shouldBeSettledWhenTheGroupIsExactlyThePods() {
    MembershipPlan plan = MembershipPlan.of(1, 1, false, answers(answer("a", "a", "a")));

    assertThat(plan).isEqualTo(new MembershipPlan(1, true, plan.members(), true, "1 members"));
    assertThat(plan.members()).isEmpty();
  }

  @Test
  void shouldTakeInPodsThatAnswer() {
    MembershipPlan plan =
        MembershipPlan.of(
            3, 3, true, answers(answer("a", "a", "a"), answer("b", NOBODY), answer("c", NOBODY)));

    assertThat(plan.members()).containsExactly(0, 1, 2);
    assertThat(plan.replicas()).isEqualTo(3);
    assertThat(plan.settled()).isFalse();
  }

  @Test
  void shouldWaitForPodsThatDoNotAnswerYet() {
    MembershipPlan plan =
        MembershipPlan.of(3, 3, true, answers(answer("a", "a", "a"), answer("b", NOBODY)));

    assertThat(plan.members()).isEmpty();
    assertThat(plan.message()).contains("[2]");
  }

  @Test
  void shouldKeepPodsUntilTheGroupHasLetThemGo() {
    // Given
    String[] five = {"a", "b", "c", "d", "e"};
    Map<Integer, MemberAnswer> before =
        answers(
            answer("a", "e", five),
            answer("b", "e", five),
            answer("c", "e", five),
            answer("d", "e", five),
            answer("e", "e", five));

    // When
    MembershipPlan shrinking = MembershipPlan.of(3, 5, true, before);

    // Then
    assertThat(shrinking.replicas()).isEqualTo(5);
    assertThat(shrinking.members()).containsExactly(0, 1, 2);

    // When the group has let them go
    String[] three = {"a", "b", "c"};
    MembershipPlan after =
        MembershipPlan.of(
            3,
            5,
            true,
            answers(answer("a", "a", three), answer("b", "a", three), answer("c", "a", three)));

    // Then
    assertThat(after.replicas()).isEqualTo(3);
    assertThat(after.settled()).isTrue();
  }

  @Test
  void shouldReplaceAMemberThatCameBackWithAnotherDisk() {
    MembershipPlan plan =
        MembershipPlan.of(
            3,
            3,
            true,
            answers(
                answer("a", "a", "a", "b", "c"),
                answer("b", "a", "a", "b", "c"),
                answer("new", NOBODY)));

    assertThat(plan.members()).containsExactly(0, 1, 2);
    assertThat(plan.message()).contains("takes in 1 members and lets 1 go");
  }

  @Test
  void shouldBelieveTheNewestElection() {
    MemberAnswer cutOff = new MemberAnswer("c", "c", Set.of("a", "b", "c"), 1);
    MemberAnswer current = new MemberAnswer("a", "a", Set.of("a"), 7);

    MembershipPlan plan = MembershipPlan.of(1, 3, true, Map.of(0, current, 2, cutOff));

    assertThat(plan.settled()).isTrue();
    assertThat(plan.replicas()).isEqualTo(1);
  }
}
