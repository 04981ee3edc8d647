package dev.weir.meta.raft;

import dev.weir.meta.state.v1.NodeReport;
import java.util.Collection;
import java.util.OptionalLong;

/**
 * Up to which log entry a read must have been applied so that it sees every write that was
 * acknowledged before the question (read index, section 6.4 of Ongaro's dissertation "Consensus:
 * Bridging Theory and Practice"). Pure.
 *
 * <p>When a majority is in the term of a node that leads, no leader of a later term had been
 * elected when the first of them was asked: it would have needed one of that majority. So whatever
 * had been acknowledged by then, that leader has applied.
 */
final class ReadIndex {
  private ReadIndex() {}

  /**
   * @param reports of different nodes, all given after the question
   * @param nodes how many the group has, those that did not answer included
   * @return empty while the reports do not prove anything
   */
  static OptionalLong of(Collection<NodeReport> reports, int nodes) {
    return reports.stream()
        .filter(NodeReport::getLeads)
        .filter(leader -> inTerm(reports, leader.getTerm()) > nodes / 2)
        .mapToLong(NodeReport::getAppliedIndex)
        .findFirst();
  }

  private static long inTerm(Collection<NodeReport> reports, long term) {
    return reports.stream().filter(report -> report.getTerm() == term).count();
  }
}
