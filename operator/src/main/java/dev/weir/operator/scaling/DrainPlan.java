package dev.weir.operator.scaling;

import dev.weir.contracts.meta.v1.ComputeNode;
import java.util.Comparator;
import java.util.List;

/**
 * Which nodes of a cluster are to go, and whether they can: no gateway gives them queries any more,
 * and those that they had have ended. Pure.
 *
 * @param going nodes that take no new queries from now on
 * @param free whether none of them has anything to do
 */
record DrainPlan(List<ComputeNode> going, boolean free) {
  /**
   * Gateways look at the list of nodes every second, and a node tells how many queries it has every
   * two to three; what was told earlier than this after the beginning may lack a query.
   */
  static final long SETTLED_MILLIS = 2_500;

  private static final int INCARNATION_CHARS = 9;

  /** Those that go already, then those with the least to do. */
  private static final Comparator<ComputeNode> IDLEST =
      Comparator.comparing((ComputeNode node) -> node.getDrainingSinceEpochMillis() == 0)
          .thenComparing(ComputeNode::getRunning)
          .thenComparing(ComputeNode::getId);

  /** As a StatefulSet takes its pods away. */
  private static final Comparator<ComputeNode> LAST =
      Comparator.comparingInt(DrainPlan::ordinal).reversed();

  /**
   * @param nodes that live
   * @param keep how many are to stay
   * @param ordered whether the pods go in the order of their numbers
   */
  static DrainPlan of(List<ComputeNode> nodes, int keep, boolean ordered) {
    List<ComputeNode> going =
        nodes.stream()
            .sorted(ordered ? LAST : IDLEST)
            .limit(Math.max(0, nodes.size() - keep))
            .toList();
    return new DrainPlan(going, going.stream().allMatch(DrainPlan::isFree));
  }

  private static boolean isFree(ComputeNode node) {
    long since = node.getDrainingSinceEpochMillis();
    return since > 0
        && node.getRunning() == 0
        && node.getRenewedEpochMillis() - since >= SETTLED_MILLIS;
  }

  List<String> ids() {
    return going.stream().map(ComputeNode::getId).toList();
  }

  /** Whether what meta knows of the nodes is what this says. */
  boolean isKnown(List<ComputeNode> nodes) {
    return nodes.stream()
        .filter(node -> node.getDrainingSinceEpochMillis() > 0)
        .map(ComputeNode::getId)
        .sorted()
        .toList()
        .equals(ids().stream().sorted().toList());
  }

  /** Of the pod, whose name a node's id begins with. */
  private static int ordinal(ComputeNode node) {
    String id = node.getId();
    String pod = id.substring(0, Math.max(0, id.length() - INCARNATION_CHARS));
    String last = pod.substring(pod.lastIndexOf('-') + 1);
    return last.matches("\\d{1,9}") ? Integer.parseInt(last) : 0;
  }
}
