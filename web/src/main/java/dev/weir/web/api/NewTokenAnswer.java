package dev.weir.web.api;

/**
 * A token that was just made: the only answer that ever holds it.
 *
 * @param id names it when it is to be revoked
 * @param token what to send as {@code Authorization: Bearer TOKEN}
 * @param user whom it is for
 * @param label what a person calls it; may be empty
 * @param createdEpochMillis when it was made
 * @param expiresEpochMillis when it stops working
 */
public record NewTokenAnswer(
    String id,
    String token,
    String user,
    String label,
    long createdEpochMillis,
    long expiresEpochMillis) {
  /** Never shows the token. */
  @Override
  public String toString() {
    return "NewTokenAnswer[id=" + id + ", user=" + user + ", token=…]";
  }
}
