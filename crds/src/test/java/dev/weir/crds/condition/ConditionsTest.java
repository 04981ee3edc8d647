package dev.weir.crds.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00.123Z");
  private static final Instant T1 = Instant.parse("2026-01-01T00:01:00Z");

  @Test
  void shouldKeepTheTimeWhileTheStatusStays() {
    // Given
    List<Condition> before =
        new Conditions(List.of(), 1L, T0)
            .fails(ConditionType.READY, Reason.LOADING, "1 file")
            .toList();

    // When
    List<Condition> same =
        new Conditions(before, 2L, T1)
            .fails(ConditionType.READY, Reason.LOAD_FAILED, "no file")
            .toList();
    List<Condition> changed =
        new Conditions(same, 2L, T1)
            .holds(ConditionType.READY, Reason.AS_SPECIFIED, "done")
            .toList();

    // Then
    assertThat(before.getFirst().lastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(same)
        .containsExactly(
            new Condition("Ready", "False", "LoadFailed", "no file", "2026-01-01T00:00:00Z", 2L));
    assertThat(changed.getFirst().lastTransitionTime()).isEqualTo("2026-01-01T00:01:00Z");
  }

  @Test
  void shouldPreferTheNewerGenerationAndDropWhatIsOutdated() {
    // Given
    List<Condition> newer =
        new Conditions(List.of(), 5L, T0)
            .holds(ConditionType.READY, Reason.AS_SPECIFIED, "new")
            .fails(ConditionType.DEGRADED, Reason.REPLICAS_MISSING, "x")
            .toList();

    // When
    List<Condition> late =
        new Conditions(newer, 4L, T1).fails(ConditionType.READY, Reason.CONFLICT, "old").toList();
    List<Condition> next =
        new Conditions(newer, 6L, T1).holds(ConditionType.READY, Reason.AS_SPECIFIED, "y").toList();

    // Then
    assertThat(late).extracting(Condition::message).containsExactly("new", "x");
    assertThat(next).extracting(Condition::type).containsExactly("Ready");
  }

  @Test
  void shouldListThemInOneOrder() {
    List<Condition> list =
        new Conditions(List.of(), null, T0)
            .holds(ConditionType.RESOLVED_REFS, Reason.RESOLVED, "")
            .unknown(ConditionType.ACCEPTED, Reason.PROGRESSING, "")
            .holds(ConditionType.READY, Reason.AS_SPECIFIED, "")
            .toList();
    assertThat(list)
        .extracting(Condition::type)
        .containsExactly("Ready", "Accepted", "ResolvedRefs");
  }

  @Test
  void shouldWriteReasonsAsCamelCase() {
    assertThat(Arrays.stream(Reason.values()).map(Reason::text))
        .allMatch(text -> text.matches("([A-Z][a-z]+)+"))
        .doesNotHaveDuplicates();
  }
}
