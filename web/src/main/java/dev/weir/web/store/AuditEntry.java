package dev.weir.web.store;

/**
 * Something that a principal did, for the record.
 *
 * @param tenant of the principal
 * @param epochMillis when
 * @param principal who; empty when nobody was recognised
 * @param action {@code sign-in}, {@code sign-out}, {@code apply} or {@code delete}
 * @param object what it was done to, {@code Dashboard default/on-time}; empty for sessions
 * @param outcome {@code OK} or the name of an error code
 */
public record AuditEntry(
    String tenant,
    long epochMillis,
    String principal,
    String action,
    String object,
    String outcome) {}
