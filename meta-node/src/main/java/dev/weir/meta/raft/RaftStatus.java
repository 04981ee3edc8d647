package dev.weir.meta.raft;

import java.util.List;

/**
 * Where a node of the meta group stands.
 *
 * @param nodeId its own id
 * @param leaderId empty while there is no leader
 * @param peerIds every member, itself included
 * @param appliedIndex last log entry that it has applied
 * @param term Raft's count of elections
 */
public record RaftStatus(
    String nodeId, String leaderId, List<String> peerIds, long appliedIndex, long term) {}
