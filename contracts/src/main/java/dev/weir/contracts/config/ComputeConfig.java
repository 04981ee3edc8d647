package dev.weir.contracts.config;

import dev.weir.contracts.part.PartTls;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a compute node beside those of its engine.
 *
 * @param nodeId unique among all nodes that ever were; one that starts again has another
 * @param address of this node as gateways reach it
 * @param listenHost that the door for gateways listens on
 * @param port that it listens on, and that gateways reach it by; 0: any free one
 * @param renewMillis between two renewals of the lease
 * @param leaseMillis how long the node is believed to live after a renewal
 * @param drainMillisMax how long closing waits for queries that run
 * @param tls of the door and of those who come in it; null: plaintext
 */
public record ComputeConfig(
    String nodeId,
    String address,
    String listenHost,
    int port,
    long renewMillis,
    int leaseMillis,
    long drainMillisMax,
    @Nullable PartTls tls) {
  private static final long RENEW_MILLIS = 3_000;
  private static final int LEASE_MILLIS = 10_000;
  private static final long DRAIN_MILLIS_MAX = 60_000;

  /** A node in a pod of its own, reached at the usual port. */
  public static ComputeConfig defaults(String nodeId, String address, @Nullable PartTls tls) {
    return new ComputeConfig(
        nodeId,
        address,
        "0.0.0.0",
        PodEnvironment.COMPUTE_PORT,
        RENEW_MILLIS,
        LEASE_MILLIS,
        DRAIN_MILLIS_MAX,
        tls);
  }
}
