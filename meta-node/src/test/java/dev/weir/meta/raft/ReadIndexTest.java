package dev.weir.meta.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.meta.state.v1.NodeReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadIndexTest {
  private static final List<String> THREE = List.of("a", "b", "c");

  @Test
  void shouldTakeWhatTheLeaderOfAMajorityHasApplied() {
    assertThat(ReadIndex.of(Map.of("a", leader(4, 70, THREE), "b", follower(4, 68)))).hasValue(70);
    assertThat(ReadIndex.of(Map.of("c", follower(4, 90), "a", leader(4, 70, THREE)))).hasValue(70);
    assertThat(ReadIndex.of(Map.of("a", leader(4, 70, List.of("a"))))).hasValue(70);
  }

  @Test
  void shouldNotTrustALeaderWhoseGroupHasGoneOn() {
    // Given a leader that was cut off while the others elected a new one
    NodeReport deposed = leader(4, 70, THREE);

    // Then
    assertThat(ReadIndex.of(Map.of("a", deposed))).isEmpty();
    assertThat(ReadIndex.of(Map.of("a", deposed, "b", follower(5, 70)))).isEmpty();
    assertThat(ReadIndex.of(Map.of("a", deposed, "b", follower(5, 70), "c", leader(5, 81, THREE))))
        .hasValue(81);
  }

  @Test
  void shouldNotCountANodeThatHasNotHeardOfTheLeader() {
    assertThat(ReadIndex.of(Map.of("a", leader(4, 70, THREE), "b", follower(0, -1)))).isEmpty();
  }

  @Test
  void shouldNotCountANodeThatIsNoMember() {
    assertThat(ReadIndex.of(Map.of("a", leader(4, 70, THREE), "d", follower(4, 70)))).isEmpty();
  }

  @Test
  void shouldNeedBothMajoritiesWhileMembersChange() {
    // Given a group that becomes one of five
    NodeReport leader =
        leader(4, 70, List.of("a", "b", "c", "d", "e")).toBuilder()
            .addAllEarlierMembers(THREE)
            .build();
    NodeReport follower = follower(4, 70);

    // Then
    assertThat(ReadIndex.of(Map.of("a", leader, "d", follower, "e", follower))).isEmpty();
    assertThat(ReadIndex.of(Map.of("a", leader, "b", follower))).isEmpty();
    assertThat(ReadIndex.of(Map.of("a", leader, "b", follower, "e", follower))).hasValue(70);
  }

  @Test
  void shouldProveNothingWithoutALeader() {
    assertThat(
            ReadIndex.of(Map.of("a", follower(4, 70), "b", follower(4, 70), "c", follower(4, 70))))
        .isEmpty();
  }

  private static NodeReport leader(long term, long applied, List<String> members) {
    return follower(term, applied).toBuilder().setLeads(true).addAllMembers(members).build();
  }

  private static NodeReport follower(long term, long applied) {
    return NodeReport.newBuilder().setTerm(term).setAppliedIndex(applied).build();
  }
}
