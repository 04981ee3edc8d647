package dev.weir.engine.command.run;

import java.util.List;

/** Knows the ComputeClusters of the warehouse and their nodes. Thread-safe. */
@FunctionalInterface
public interface ClusterDirectory {

  /** All of them, by name. */
  List<Cluster> list();

  /**
   * A ComputeCluster as it is now.
   *
   * @param nodes that are ready
   * @param state {@code Running}, {@code Suspended} and so on
   * @param running queries that run
   * @param queued queries that wait
   */
  record Cluster(String name, int nodes, String state, int running, int queued) {}
}
