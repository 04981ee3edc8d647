package dev.weir.operator.scaling;

import java.time.Duration;

/**
 * What is asked of a cluster, by all gateways together.
 *
 * @param queued queries that wait
 * @param running queries that run
 * @param idle how long nothing was asked of it; zero while something is
 * @param asked whether anything was asked of it since the gateways started
 * @param complete whether every gateway that is ready has told; if not, there may be more
 */
public record Demand(int queued, int running, Duration idle, boolean asked, boolean complete) {
  /** Nobody has told anything. */
  static final Demand UNKNOWN = new Demand(0, 0, Duration.ZERO, false, false);

  /** Queries that want a node. */
  public int wanted() {
    return queued + running;
  }
}
