package dev.weir.web.api;

/**
 * Something that somebody did, or tried.
 *
 * @param id names the place in the log
 * @param epochMillis when
 * @param user who; empty when nobody was recognised
 * @param action {@code sign-in}, {@code sign-out}, {@code view}, {@code apply}, {@code delete},
 *     {@code create} or {@code revoke} of a token, the kind of a statement about rights in lower
 *     case, or {@code request} and {@code query} for what was refused
 * @param object what it was done to; may be empty
 * @param outcome {@code OK} or the code of a failure
 */
public record AuditItem(
    String id, long epochMillis, String user, String action, String object, String outcome) {}
