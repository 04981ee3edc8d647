package dev.weir.web.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.contracts.config.WebConfig;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.Caller;
import dev.weir.web.api.SessionRequest;
import dev.weir.web.audit.AuditLog;
import dev.weir.web.store.SessionRepository;
import dev.weir.web.store.StoredSession;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Browser sessions. Each is bound to the API token that opened it: when the token is revoked,
 * expires or its principal loses a role, the session follows within {@code sessionRecheckMillis}.
 * Thread-safe.
 */
public final class SessionService {
  private static final long CACHED_SESSIONS_MAX = 10_000;
  private static final int TOKEN_LENGTH_MAX = 4_000;

  private final SessionRepository sessions;
  private final Authenticator authenticator;
  private final AuditLog audit;
  private final InstantSource clock;
  private final long lifetimeMillis;
  private final Cache<String, Caller> callers;

  public SessionService(
      SessionRepository sessions,
      Authenticator authenticator,
      AuditLog audit,
      WebConfig config,
      InstantSource clock) {
    this.sessions = sessions;
    this.authenticator = authenticator;
    this.audit = audit;
    this.clock = clock;
    this.lifetimeMillis = config.sessionLifetimeMillis();
    this.callers =
        Caffeine.newBuilder()
            .maximumSize(CACHED_SESSIONS_MAX)
            .expireAfterWrite(Duration.ofMillis(config.sessionRecheckMillis()))
            .build();
  }

  /**
   * Opens a session for the owner of the token.
   *
   * @throws WeirException BAD_REQUEST without a token, UNAUTHENTICATED for a wrong one
   */
  public OpenedSession open(@Nullable SessionRequest request) {
    String token = request == null || request.token() == null ? "" : request.token().trim();
    if (token.isEmpty() || token.length() > TOKEN_LENGTH_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "The request has no usable 'token'.",
          "Send {\"token\": \"…\"}; './weir token' prints one.");
    }
    Caller caller = authenticate(token);
    SessionSecret secret = SessionSecret.random();
    long now = clock.millis();
    sessions.insert(
        new StoredSession(
            secret.hash(),
            caller.tenant(),
            caller.principal(),
            secret.seal(token),
            now,
            now + lifetimeMillis));
    audit.record(caller, "sign-in", "", AuditLog.OK);
    return new OpenedSession(secret.text(), caller, Math.toIntExact(lifetimeMillis / 1000));
  }

  /**
   * Who a cookie belongs to.
   *
   * @throws WeirException UNAUTHENTICATED when there is no such session, or its token is no longer
   *     good
   */
  public Caller find(String cookie) {
    SessionSecret secret = SessionSecret.parse(cookie).orElseThrow(SessionService::noSession);
    String hash = secret.hash();
    Caller known = callers.getIfPresent(hash);
    if (known != null) {
      return known;
    }
    StoredSession stored =
        sessions.find(hash, clock.millis()).orElseThrow(SessionService::noSession);
    Caller caller = recheck(hash, secret.open(stored.sealedToken()));
    callers.put(hash, caller);
    return caller;
  }

  /** Ends the session of that cookie, when there is one. */
  public void close(String cookie) {
    SessionSecret.parse(cookie)
        .ifPresent(
            secret -> {
              String hash = secret.hash();
              sessions
                  .find(hash, clock.millis())
                  .ifPresent(
                      session ->
                          audit.record(
                              session.tenant(), session.principal(), "sign-out", "", AuditLog.OK));
              sessions.delete(hash);
              callers.invalidate(hash);
            });
  }

  private Caller authenticate(String token) {
    try {
      return authenticator.authenticate(token);
    } catch (WeirException e) {
      audit.recordUnknown("sign-in", e.code().name());
      throw e;
    }
  }

  private Caller recheck(String hash, String token) {
    try {
      return authenticator.authenticate(token);
    } catch (WeirException e) {
      if (e.code() == ErrorCode.UNAUTHENTICATED) {
        sessions.delete(hash);
        throw noSession();
      }
      throw e;
    }
  }

  private static WeirException noSession() {
    return new WeirException(
        ErrorCode.UNAUTHENTICATED,
        "The session has ended.",
        "Sign in again; './weir token' prints a token.");
  }
}
