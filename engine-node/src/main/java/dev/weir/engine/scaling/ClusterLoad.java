package dev.weir.engine.scaling;

import dev.weir.engine.gateway.Cluster;
import dev.weir.engine.gateway.Demand;
import java.time.Duration;

/**
 * What is asked of a cluster at one moment, and since when nothing is.
 *
 * @param demand at that moment
 * @param idle how long nothing was asked of it; zero while something is
 * @param asked whether anything was asked of it since the gateway started
 */
record ClusterLoad(Demand demand, Duration idle, boolean asked) {

  static ClusterLoad of(Cluster cluster) {
    return new ClusterLoad(
        cluster.demand(), cluster.admission().idle(), cluster.admission().isUsed());
  }

  /** Queries that want a node: those that run and those that wait. */
  int wanted() {
    return demand.running() + demand.queued();
  }
}
