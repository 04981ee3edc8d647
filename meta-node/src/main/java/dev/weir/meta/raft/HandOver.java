package dev.weir.meta.raft;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.RaftPeerProto;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.TransferLeadershipRequest;
import org.apache.ratis.server.RaftServer;

/**
 * Lets another member lead before the leader goes (leadership transfer, Ongaro 2014, section 3.10):
 * changes wait for milliseconds instead of an election, which begins only when the leader has been
 * missed for a second.
 */
final class HandOver {
  private static final System.Logger LOG = System.getLogger(HandOver.class.getName());

  /** For one member; one that takes longer will not do. */
  private static final long MILLIS_MAX = 2_000;

  private final RaftServer server;
  private final RaftServer.Division division;

  HandOver(RaftServer server, RaftServer.Division division) {
    this.server = server;
    this.division = division;
  }

  /** Whether another member leads afterwards; at once where this one does not. */
  boolean run() {
    if (!division.getInfo().isLeader()) {
      return true;
    }
    return followers().stream().anyMatch(this::transferTo);
  }

  /** Those that were heard from last in front. */
  private List<RaftPeerId> followers() {
    return division.getInfo().getRoleInfoProto().getLeaderInfo().getFollowerInfoList().stream()
        .sorted(Comparator.comparingLong(ServerRpcProto::getLastRpcElapsedTimeMs))
        .map(ServerRpcProto::getId)
        .map(RaftPeerProto::getId)
        .map(RaftPeerId::valueOf)
        .toList();
  }

  private boolean transferTo(RaftPeerId follower) {
    TransferLeadershipRequest request =
        new TransferLeadershipRequest(
            ClientId.randomId(),
            server.getId(),
            division.getGroup().getGroupId(),
            1,
            follower,
            MILLIS_MAX);
    try {
      boolean done = server.transferLeadership(request).isSuccess();
      if (done) {
        LOG.log(System.Logger.Level.INFO, "leadership is handed over to {0}", follower);
      }
      return done;
    } catch (IOException refused) {
      LOG.log(System.Logger.Level.DEBUG, "leadership is not handed over to " + follower, refused);
      return false;
    }
  }
}
