package dev.weir.meta.raft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;

/**
 * The way from one group to another, one member at a time: first those that come, so that the group
 * never has fewer members than it began or ends with, then those that go. Members are the same when
 * their ids are. Pure.
 */
final class MembershipSteps {
  private MembershipSteps() {}

  /** The members after the next step; empty when there is none left to do. */
  static Optional<List<RaftPeer>> next(List<RaftPeer> current, List<RaftPeer> wanted) {
    Optional<RaftPeer> coming = missing(wanted, current);
    if (coming.isPresent()) {
      List<RaftPeer> more = new ArrayList<>(current);
      more.add(coming.get());
      return Optional.of(more);
    }
    return missing(current, wanted)
        .map(going -> current.stream().filter(peer -> peer != going).toList());
  }

  /** The first of {@code peers} that is not among {@code others}. */
  private static Optional<RaftPeer> missing(List<RaftPeer> peers, List<RaftPeer> others) {
    Set<RaftPeerId> there = others.stream().map(RaftPeer::getId).collect(Collectors.toSet());
    return peers.stream().filter(peer -> !there.contains(peer.getId())).findFirst();
  }
}
