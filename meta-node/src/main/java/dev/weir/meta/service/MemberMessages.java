package dev.weir.meta.service;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.meta.v1.ChangeMembersRequest;
import dev.weir.contracts.meta.v1.Member;
import dev.weir.contracts.meta.v1.MetaStatus;
import dev.weir.meta.raft.RaftStatus;
import java.util.List;
import java.util.Set;

/** Reads and writes messages about the group. Pure. */
final class MemberMessages {
  private static final Set<Integer> SIZES = Set.of(1, 3, 5);
  private static final int PORT_MAX = 65_535;
  private static final long TIMEOUT_MILLIS_DEFAULT = 60_000;

  private MemberMessages() {}

  /**
   * @throws WeirException BAD_REQUEST
   */
  static List<MetaConfig.Peer> members(ChangeMembersRequest request) {
    List<Member> members = request.getMembersList();
    if (!SIZES.contains(members.size())) {
      throw refused("a meta group has 1, 3 or 5 members, not " + members.size());
    }
    if (members.stream().map(Member::getId).distinct().count() != members.size()) {
      throw refused("two members have the same id");
    }
    return members.stream().map(MemberMessages::member).toList();
  }

  private static MetaConfig.Peer member(Member member) {
    if (member.getId().isEmpty()
        || member.getHost().isEmpty()
        || member.getPort() < 1
        || member.getPort() > PORT_MAX) {
      throw refused("member '" + member.getId() + "' needs an id, a host and a port");
    }
    return new MetaConfig.Peer(member.getId(), member.getHost(), member.getPort());
  }

  private static WeirException refused(String what) {
    return new WeirException(
        ErrorCode.BAD_REQUEST, what, "Name every member that the group is to have.");
  }

  static long timeoutMillis(ChangeMembersRequest request) {
    return request.getTimeoutMillis() == 0
        ? TIMEOUT_MILLIS_DEFAULT
        : Integer.toUnsignedLong(request.getTimeoutMillis());
  }

  static MetaStatus status(RaftStatus now) {
    return MetaStatus.newBuilder()
        .setNodeId(now.nodeId())
        .setLeaderId(now.leaderId())
        .addAllPeerIds(now.peerIds())
        .setAppliedIndex(now.appliedIndex())
        .setTerm(now.term())
        .build();
  }
}
