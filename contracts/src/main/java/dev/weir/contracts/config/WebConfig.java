package dev.weir.contracts.config;

/**
 * How the web part is set up.
 *
 * @param database where it keeps what it remembers
 * @param publicUrl how a browser reaches the app, no slash at the end; written into statuses
 * @param sessionLifetimeMillis until a browser must sign in again
 * @param sessionRecheckMillis how long a session is trusted before its token is checked again: a
 *     revoked token works that long in a browser
 * @param contentRecheckMillis how long content is served from memory before the database is asked
 *     whether another web server changed it
 */
public record WebConfig(
    DatabaseConfig database,
    String publicUrl,
    long sessionLifetimeMillis,
    long sessionRecheckMillis,
    long contentRecheckMillis) {

  /** What the lifetime is when nothing else is said: 30 days. */
  public static final long SESSION_LIFETIME_MILLIS_DEFAULT = 30L * 24 * 60 * 60 * 1000;

  /** What the recheck of sessions is when nothing else is said. */
  public static final long SESSION_RECHECK_MILLIS_DEFAULT = 5_000;

  /** What the recheck of content is when nothing else is said. */
  public static final long CONTENT_RECHECK_MILLIS_DEFAULT = 1_000;

  /** Everything but the database and the address as it is when nothing else is said. */
  public static WebConfig standard(DatabaseConfig database, String publicUrl) {
    return new WebConfig(
        database,
        publicUrl,
        SESSION_LIFETIME_MILLIS_DEFAULT,
        SESSION_RECHECK_MILLIS_DEFAULT,
        CONTENT_RECHECK_MILLIS_DEFAULT);
  }
}
