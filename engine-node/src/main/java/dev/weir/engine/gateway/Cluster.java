package dev.weir.engine.gateway;

import java.util.function.IntSupplier;

/**
 * A ComputeCluster as a gateway sees it.
 *
 * @param name of the ComputeCluster
 * @param admission lets as many queries run as it takes
 * @param runner runs them
 * @param nodes how many nodes take queries
 */
public record Cluster(String name, Admission admission, StatementRunner runner, IntSupplier nodes) {

  /** What is asked of it now. */
  public Demand demand() {
    int ready = nodes.getAsInt();
    int queued = admission.queued();
    return new Demand(name, queued, admission.running(), ready == 0 ? queued : 0, ready);
  }
}
