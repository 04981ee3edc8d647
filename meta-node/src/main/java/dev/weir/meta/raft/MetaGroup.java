package dev.weir.meta.raft;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.error.WeirException;
import java.util.List;

/** The meta group as one of its nodes sees it. Thread-safe; calls block. */
public interface MetaGroup {

  /** Who leads, and how far this node is. */
  RaftStatus status();

  /**
   * Changes who belongs to the group, from any of its nodes, one member at a time; whoever comes is
   * sent the log before it counts. Asked again, it goes on where it was. Members are the same when
   * their ids are.
   *
   * @param members all members afterwards
   * @throws WeirException UNAVAILABLE when it is not done in time; then a part of it may be.
   *     BAD_REQUEST when this node is alone for good
   */
  void changeMembers(List<MetaConfig.Peer> members, long timeoutMillis);
}
