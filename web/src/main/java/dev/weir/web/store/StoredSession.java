package dev.weir.web.store;

/**
 * A browser's session as it is stored.
 *
 * @param secretHash SHA-256 of the cookie, hexadecimal
 * @param tenant of the principal
 * @param principal who signed in
 * @param sealedToken the API token, encrypted; the cookie holds the key
 * @param createdEpochMillis when it was opened
 * @param expiresEpochMillis when it ends
 */
public record StoredSession(
    String secretHash,
    String tenant,
    String principal,
    String sealedToken,
    long createdEpochMillis,
    long expiresEpochMillis) {
  /** Without hash and token. */
  @Override
  public String toString() {
    return "StoredSession[tenant=" + tenant + ", principal=" + principal + "]";
  }
}
