package dev.weir.web.server;

import dev.weir.contracts.config.LiveConfig;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.Caller;
import dev.weir.web.live.LiveClient;
import dev.weir.web.live.LiveSeats;
import dev.weir.web.live.OwnOrigin;
import dev.weir.web.session.SessionService;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * Finds out who opens a live socket while it still is a plain request, so that a refusal is a plain
 * answer: by bearer token, or by the cookie of a browser whose page is this server's.
 */
@Singleton
public class LiveCheck implements HttpUpgradeCheck {
  /** Where the socket finds its client. */
  static final TypedKey<LiveClient> CLIENT = new TypedKey<>("weir.client");

  // Checks are made while the app is still being put together; the parts start later.
  private final Instance<Authenticator> authenticator;
  private final Instance<SessionService> sessions;
  private final Instance<LiveSeats> seats;
  private final Instance<LiveConfig> config;

  LiveCheck(
      Instance<Authenticator> authenticator,
      Instance<SessionService> sessions,
      Instance<LiveSeats> seats,
      Instance<LiveConfig> config) {
    this.authenticator = authenticator;
    this.sessions = sessions;
    this.seats = seats;
    this.config = config;
  }

  @Override
  public Uni<CheckResult> perform(HttpUpgradeContext upgrade) {
    HttpServerRequest request = upgrade.httpRequest();
    Context here = Vertx.currentContext();
    // Nothing of the request may be read before it is known what becomes of it.
    request.pause();
    return Uni.createFrom()
        .item(() -> admit(request))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .emitOn(work -> here.runOnContext(nothing -> work.run()))
        .onFailure()
        .invoke(refusal -> request.resume())
        .map(
            client -> {
              upgrade.userData().put(CLIENT, client);
              return CheckResult.permitUpgradeSync();
            });
  }

  private LiveClient admit(HttpServerRequest request) {
    Supplier<Caller> identity = identity(request);
    Caller caller = identity.get();
    seats.get().check(caller);
    return new LiveClient(caller, identity, config.get().messagesWaitingMax());
  }

  /** What finds out who asks, now and with every message. */
  private Supplier<Caller> identity(HttpServerRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null) {
      String token = BearerToken.parse(header);
      return () -> authenticator.get().authenticate(token);
    }
    Cookie cookie = request.getCookie(SessionCookie.NAME);
    if (cookie == null || cookie.getValue().isEmpty()) {
      throw BearerToken.missing();
    }
    OwnOrigin.require(
        request.getHeader(HttpHeaders.ORIGIN), isSecure(request), request.getHeader("Host"));
    String value = cookie.getValue();
    return () -> sessions.get().find(value);
  }

  /** Whether the browser speaks TLS: to this process, or to the proxy in front of it. */
  private static boolean isSecure(HttpServerRequest request) {
    return request.isSSL() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
  }
}
