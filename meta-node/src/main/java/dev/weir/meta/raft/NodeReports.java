package dev.weir.meta.raft;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.weir.meta.state.v1.NodeReport;
import java.util.Collection;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/** Makes a node's report of itself and brings it to the other nodes. */
final class NodeReports {
  private NodeReports() {}

  static NodeReport of(RaftServer.Division division) {
    DivisionInfo info = division.getInfo();
    RaftConfiguration members = division.getRaftConf();
    long term = info.getCurrentTerm();
    boolean led = leadsIn(term, info);
    boolean ready = info.isLeaderReady();
    long applied = info.getLastAppliedIndex();
    return NodeReport.newBuilder()
        .setTerm(term)
        .setLeads(led && ready && leadsIn(term, info))
        .setAppliedIndex(applied)
        .addAllMembers(ids(members.getCurrentPeers()))
        .addAllEarlierMembers(ids(members.getPreviousPeers()))
        .build();
  }

  private static List<String> ids(Collection<RaftPeer> peers) {
    return peers.stream().map(peer -> peer.getId().toString()).toList();
  }

  /** A node that is told of a later term still holds its old office for a moment. */
  private static boolean leadsIn(long term, DivisionInfo info) {
    try {
      RoleInfoProto role = info.getRoleInfoProto();
      return role.hasLeaderInfo() && role.getLeaderInfo().getTerm() == term;
    } catch (IllegalStateException changing) {
      // Ratis does not tell the term of an office that is just ending.
      return false;
    }
  }

  static Message toMessage(NodeReport report) {
    return Message.valueOf(ByteString.copyFrom(report.toByteArray()));
  }

  static NodeReport fromMessage(Message message) throws InvalidProtocolBufferException {
    return NodeReport.parseFrom(message.getContent().asReadOnlyByteBuffer());
  }
}
