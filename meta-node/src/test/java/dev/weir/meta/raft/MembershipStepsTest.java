package dev.weir.meta.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.ratis.protocol.RaftPeer;
import org.junit.jupiter.api.Test;

class MembershipStepsTest {

  @Test
  void shouldTakeInOneAtATime() {
    assertThat(way(peers(0), peers(0, 1, 2))).containsExactly("[n0, n1]", "[n0, n1, n2]");
  }

  @Test
  void shouldLetGoOneAtATime() {
    assertThat(way(peers(0, 1, 2, 3, 4), peers(0, 1, 2)))
        .containsExactly("[n0, n1, n2, n4]", "[n0, n1, n2]");
  }

  @Test
  void shouldTakeInBeforeItLetsGo() {
    assertThat(way(peers(0, 1, 2), peers(0, 1, 3)))
        .containsExactly("[n0, n1, n2, n3]", "[n0, n1, n3]");
  }

  @Test
  void shouldLetGoAMemberWhoseAddressAnotherHasBeforeThatOneComes() {
    RaftPeer fresh = RaftPeer.newBuilder().setId("fresh").setAddress("host:2").build();
    List<RaftPeer> wanted = List.of(peers(0).getFirst(), peers(1).getFirst(), fresh);

    assertThat(way(peers(0, 1, 2), wanted)).containsExactly("[n0, n1]", "[n0, n1, fresh]");
    assertThat(way(peers(0, 1, 2, 3), wanted))
        .containsExactly("[n0, n1, n3]", "[n0, n1, n3, fresh]", "[n0, n1, fresh]");
  }

  @Test
  void shouldDoNothingWhenTheMembersAreThere() {
    assertThat(way(peers(0, 1, 2), peers(2, 0, 1))).isEmpty();
  }

  private static List<String> way(List<RaftPeer> from, List<RaftPeer> to) {
    List<String> steps = new ArrayList<>();
    List<RaftPeer> current = from;
    for (Optional<List<RaftPeer>> next = MembershipSteps.next(current, to);
        next.isPresent();
        next = MembershipSteps.next(current, to)) {
      current = next.get();
      steps.add(current.stream().map(RaftPeer::getId).toList().toString());
    }
    return steps;
  }

  private static List<RaftPeer> peers(int... numbers) {
    return IntStream.of(numbers)
        .mapToObj(n -> RaftPeer.newBuilder().setId("n" + n).setAddress("host:" + n).build())
        .toList();
  }
}
