package dev.weir.operator.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.contracts.meta.v1.ComputeNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainPlanTest {
  private static ComputeNode node(String id, int running, long drainingSince, long renewed) {
    return ComputeNode.newBuilder()
        .setId(id)
        .setRunning(running)
        .setDrainingSinceEpochMillis(drainingSince)
        .setRenewedEpochMillis(renewed)
        .build();
  }

  @Test
  void shouldLetGoWhoHasLeastToDo() {
    List<ComputeNode> nodes =
        List.of(node("a", 3, 0, 1), node("b", 0, 0, 1), node("c", 1, 0, 1), node("d", 2, 0, 1));

    assertThat(DrainPlan.of(nodes, 2, false).ids()).containsExactly("b", "c");
    assertThat(DrainPlan.of(nodes, 4, false)).isEqualTo(new DrainPlan(List.of(), true));
    assertThat(DrainPlan.of(nodes, 9, false).ids()).isEmpty();
  }

  @Test
  void shouldKeepToWhomItHasChosen() {
    List<ComputeNode> nodes = List.of(node("a", 0, 0, 1), node("b", 5, 100, 1));

    assertThat(DrainPlan.of(nodes, 1, false).ids()).containsExactly("b");
  }

  @Test
  void shouldTakeTheLastPodsOfAStatefulSet() {
    List<ComputeNode> nodes =
        List.of(
            node("c-compute-9-0a1b2c3d", 5, 0, 1),
            node("c-compute-10-ffffffff", 5, 0, 1),
            node("c-compute-0-01234567", 0, 0, 1));

    assertThat(DrainPlan.of(nodes, 1, true).ids())
        .containsExactly("c-compute-10-ffffffff", "c-compute-9-0a1b2c3d");
  }

  @Test
  void shouldBeFreeWhenEveryoneHasSaidSoLongEnoughAfterTheBeginning() {
    long since = 1_000;
    long settled = since + DrainPlan.SETTLED_MILLIS;

    assertThat(DrainPlan.of(List.of(node("a", 0, since, settled)), 0, false).free()).isTrue();
    assertThat(DrainPlan.of(List.of(node("a", 0, since, settled - 1)), 0, false).free()).isFalse();
    assertThat(DrainPlan.of(List.of(node("a", 1, since, settled)), 0, false).free()).isFalse();
    assertThat(DrainPlan.of(List.of(node("a", 0, 0, settled)), 0, false).free()).isFalse();
  }

  @Test
  void shouldSeeWhetherMetaKnows() {
    List<ComputeNode> nodes = List.of(node("a", 0, 7, 1), node("b", 0, 0, 1));

    assertThat(DrainPlan.of(nodes, 1, false).isKnown(nodes)).isTrue();
    assertThat(DrainPlan.of(nodes, 2, false).isKnown(nodes)).isFalse();
    assertThat(DrainPlan.of(nodes, 0, false).isKnown(nodes)).isFalse();
  }
}
