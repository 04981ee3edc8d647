package dev.weir.web.store;

/**
 * Something that a principal did, for the record.
 *
 * @param tenant of the principal
 * @param epochMillis when
 * @param principal who; empty when nobody was recognised
 * @param action {@code sign-in}, {@code sign-out}, {@code view}, {@code apply}, {@code delete},
 *     {@code create} or {@code revoke} of a token, the kind of a statement about rights in lower
 *     case, or {@code request} and {@code query} for what was refused
 * @param object what it was done to, {@code Dashboard default/on-time}; empty for sessions; kept up
 *     to {@link #OBJECT_MAX} characters
 * @param outcome {@code OK} or the name of an error code
 */
public record AuditEntry(
    String tenant,
    long epochMillis,
    String principal,
    String action,
    String object,
    String outcome) {

  /** What the database takes of an object. */
  public static final int OBJECT_MAX = 600;
}
