package dev.weir.meta.raft;

import dev.weir.meta.state.v1.NodeReport;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Up to which log entry a read must have been applied so that it sees every write that was
 * acknowledged before the question (read index, section 6.4 of Ongaro's dissertation "Consensus:
 * Bridging Theory and Practice"). Pure.
 *
 * <p>When a majority is in the term of a node that leads, no leader of a later term had been
 * elected when the first of them was asked: it would have needed one of that majority. So whatever
 * had been acknowledged by then, that leader has applied. While members change, a majority is one
 * of those before and one of those after the change.
 */
final class ReadIndex {
  private ReadIndex() {}

  /**
   * @param reports by the id of the node, all given after the question
   * @return empty while the reports do not prove anything
   */
  static OptionalLong of(Map<String, NodeReport> reports) {
    Optional<NodeReport> leader = leader(reports);
    return leader.isPresent()
        ? OptionalLong.of(leader.get().getAppliedIndex())
        : OptionalLong.empty();
  }

  /** The report of the node that is proven to lead. */
  static Optional<NodeReport> leader(Map<String, NodeReport> reports) {
    return reports.values().stream()
        .filter(NodeReport::getLeads)
        .filter(leader -> isFollowed(leader, leader.getMembersList(), reports))
        .filter(
            leader ->
                leader.getEarlierMembersCount() == 0
                    || isFollowed(leader, leader.getEarlierMembersList(), reports))
        .findFirst();
  }

  private static boolean isFollowed(
      NodeReport leader, Collection<String> members, Map<String, NodeReport> reports) {
    long inTerm =
        members.stream()
            .map(reports::get)
            .filter(report -> report != null && report.getTerm() == leader.getTerm())
            .count();
    return inTerm > members.size() / 2;
  }
}
