package dev.weir.meta.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.meta.state.v1.NodeReport;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReadIndexTest {
  private static final int NODES = 3;

  @Test
  void shouldTakeWhatTheLeaderOfAMajorityHasApplied() {
    assertThat(ReadIndex.of(List.of(leader(4, 70), follower(4, 68)), NODES)).hasValue(70);
    assertThat(ReadIndex.of(List.of(follower(4, 90), leader(4, 70)), NODES)).hasValue(70);
  }

  @Test
  void shouldNotTrustALeaderWhoseGroupHasGoneOn() {
    // Given a leader that was cut off while the others elected a new one
    NodeReport deposed = leader(4, 70);

    // Then
    assertThat(ReadIndex.of(List.of(deposed), NODES)).isEmpty();
    assertThat(ReadIndex.of(List.of(deposed, follower(5, 70)), NODES)).isEmpty();
    assertThat(ReadIndex.of(List.of(deposed, follower(5, 70), leader(5, 81)), NODES)).hasValue(81);
  }

  @Test
  void shouldNotCountANodeThatHasNotHeardOfTheLeader() {
    assertThat(ReadIndex.of(List.of(leader(4, 70), follower(0, -1)), NODES)).isEmpty();
    assertThat(ReadIndex.of(List.of(leader(4, 70), follower(4, 70)), 5)).isEmpty();
  }

  @Test
  void shouldProveNothingWithoutALeader() {
    assertThat(ReadIndex.of(List.of(follower(4, 70), follower(4, 70), follower(4, 70)), NODES))
        .isEqualTo(OptionalLong.empty());
  }

  private static NodeReport leader(long term, long applied) {
    return follower(term, applied).toBuilder().setLeads(true).build();
  }

  private static NodeReport follower(long term, long applied) {
    return NodeReport.newBuilder().setTerm(term).setAppliedIndex(applied).build();
  }
}
