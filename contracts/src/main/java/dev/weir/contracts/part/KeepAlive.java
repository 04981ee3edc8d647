package dev.weir.contracts.part;

import java.time.Duration;

/**
 * How parts find out that the other end of a connection is gone though nothing says so: its machine
 * has lost its power, or the network is cut.
 */
public final class KeepAlive {
  /** A caller that waits for an answer asks so often whether the other part still lives. */
  public static final Duration ASKED_EVERY = Duration.ofSeconds(5);

  /** It is taken for lost when it does not say so within this. */
  public static final Duration ANSWERED_WITHIN = Duration.ofSeconds(3);

  /**
   * Who asks more often is sent away. Less than {@link #ASKED_EVERY}, so that a caller's clock and
   * the network's delays never make it one of these.
   */
  public static final Duration PERMITTED_EVERY = Duration.ofSeconds(2);

  /**
   * What has not answered by then when it is called for the first time is tried again: a pod that
   * is being replaced may be gone before its address is, and nobody refuses what is sent there.
   * gRPC itself waits for 20 seconds.
   */
  public static final Duration CONNECTED_WITHIN = Duration.ofSeconds(2);

  private KeepAlive() {}
}
