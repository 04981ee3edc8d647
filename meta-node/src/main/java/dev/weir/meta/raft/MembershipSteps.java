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
 * their ids are. One whose address another member is to have is lost with its disk: it goes before
 * that one comes, since the log would be sent to both at one place. Pure.
 */
final class MembershipSteps {
  private MembershipSteps() {}

  /** The members after the next step; empty when there is none left to do. */
  static Optional<List<RaftPeer>> next(List<RaftPeer> current, List<RaftPeer> wanted) {
    Optional<RaftPeer> lost = replaced(current, wanted);
    if (lost.isPresent()) {
      return lost.map(peer -> without(current, peer));
    }
    Optional<RaftPeer> coming = missing(wanted, current);
    if (coming.isPresent()) {
      List<RaftPeer> more = new ArrayList<>(current);
      more.add(coming.get());
      return Optional.of(more);
    }
    return missing(current, wanted).map(going -> without(current, going));
  }

  /** A member whose place one that comes is to have. */
  private static Optional<RaftPeer> replaced(List<RaftPeer> current, List<RaftPeer> wanted) {
    Set<RaftPeerId> there = ids(current);
    Set<String> taken =
        wanted.stream()
            .filter(peer -> !there.contains(peer.getId()))
            .map(RaftPeer::getAddress)
            .collect(Collectors.toSet());
    Set<RaftPeerId> staying = ids(wanted);
    return current.stream()
        .filter(peer -> !staying.contains(peer.getId()) && taken.contains(peer.getAddress()))
        .findFirst();
  }

  private static List<RaftPeer> without(List<RaftPeer> peers, RaftPeer going) {
    return peers.stream().filter(peer -> !peer.getId().equals(going.getId())).toList();
  }

  private static Set<RaftPeerId> ids(List<RaftPeer> peers) {
    return peers.stream().map(RaftPeer::getId).collect(Collectors.toSet());
  }

  /** The first of {@code peers} that is not among {@code others}. */
  private static Optional<RaftPeer> missing(List<RaftPeer> peers, List<RaftPeer> others) {
    Set<RaftPeerId> there = ids(others);
    return peers.stream().filter(peer -> !there.contains(peer.getId())).findFirst();
  }
}
