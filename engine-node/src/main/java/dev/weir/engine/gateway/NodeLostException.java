package dev.weir.engine.gateway;

import org.jspecify.annotations.Nullable;

/** A query did not come to its end because of the node that it was on, or because there is none. */
public final class NodeLostException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable String node;
  private final boolean started;

  private NodeLostException(
      String message, @Nullable String node, boolean started, @Nullable Throwable cause) {
    super(message, cause);
    this.node = node;
    this.started = started;
  }

  /** There is no node to run it on. */
  public static NodeLostException none() {
    return new NodeLostException("there is no compute node", null, false, null);
  }

  /**
   * The node has gone, or takes no more queries.
   *
   * @param started whether some of the result was handed on
   */
  public static NodeLostException of(String node, boolean started, Throwable cause) {
    return new NodeLostException("compute node " + node + " was lost", node, started, cause);
  }

  /** The node that was lost; null when there was none. */
  public @Nullable String node() {
    return node;
  }

  /** Whether some of the result was handed on. */
  public boolean started() {
    return started;
  }
}
