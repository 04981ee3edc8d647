package dev.weir.web.api;

/**
 * What a browser signs in with.
 *
 * @param token an API token, without the scheme
 */
public record SessionRequest(String token) {
  /** Never shows the token. */
  @Override
  public String toString() {
    return "SessionRequest[token=…]";
  }
}
