package dev.weir.web.session;

import dev.weir.contracts.query.Caller;

/**
 * A session that was just made.
 *
 * @param secret what the browser keeps; it is stored nowhere else
 * @param caller who signed in
 * @param lifetimeSeconds until it ends
 */
public record OpenedSession(String secret, Caller caller, int lifetimeSeconds) {
  /** Never shows the secret. */
  @Override
  public String toString() {
    return "OpenedSession[principal=" + caller.principal() + "]";
  }
}
