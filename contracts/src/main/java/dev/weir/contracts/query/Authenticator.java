package dev.weir.contracts.query;

import dev.weir.contracts.error.WeirException;

/**
 * Turns the bearer token of a request into its caller. Thread-safe; implementations may cache for
 * seconds.
 */
@FunctionalInterface
public interface Authenticator {

  /**
   * @param bearerToken without the scheme, never logged
   * @throws WeirException UNAUTHENTICATED when it is unknown, revoked or expired; UNAVAILABLE when
   *     meta does not answer
   */
  Caller authenticate(String bearerToken);
}
