package dev.weir.web.server;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.Caller;
import dev.weir.web.session.SessionService;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/**
 * Finds out who asks, for every REST door of the process: by bearer token, and below {@code /api/}
 * also by the cookie of a browser. Open are only signing in itself, and {@code /metrics} and {@code
 * /healthz}, which scrapers and probes ask without a token and which name no data. Leaves the
 * caller in the request property {@link Callers#PROPERTY}.
 *
 * <p>A browser sends its cookie whoever made it ask, so a call that changes something must prove,
 * when it comes with a cookie, that it was made by the app: by the header {@code Sec-Fetch-Site:
 * same-origin}, which no script can set, or {@code X-Weir-Request}, which no other site may send.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class AuthFilter implements ContainerRequestFilter {
  static final String CSRF_HEADER = "X-Weir-Request";

  private static final Set<String> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final Set<String> PROBED = Set.of("/metrics", "/healthz");

  // Filters are made while the app is still being put together; the parts start later.
  private final Instance<Authenticator> authenticator;
  private final Instance<SessionService> sessions;

  public AuthFilter(Instance<Authenticator> authenticator, Instance<SessionService> sessions) {
    this.authenticator = authenticator;
    this.sessions = sessions;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    if (!isSignIn(request, path) && !isProbe(request, path)) {
      request.setProperty(Callers.PROPERTY, authenticate(request, path.startsWith("/api/")));
    }
  }

  private Caller authenticate(ContainerRequestContext request, boolean cookies) {
    String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (header != null) {
      return authenticator.get().authenticate(BearerToken.parse(header));
    }
    Cookie cookie = cookies ? request.getCookies().get(SessionCookie.NAME) : null;
    if (cookie == null || cookie.getValue().isEmpty()) {
      throw BearerToken.missing();
    }
    if (!READING.contains(request.getMethod())) {
      checkMadeByApp(request);
    }
    return sessions.get().find(cookie.getValue());
  }

  static void checkMadeByApp(ContainerRequestContext request) {
    if ("same-origin".equals(request.getHeaderString("Sec-Fetch-Site"))
        || request.getHeaderString(CSRF_HEADER) != null) {
      return;
    }
    throw new WeirException(
        ErrorCode.PERMISSION_DENIED,
        "The request changes something, comes with a cookie, and does not prove that the app made"
            + " it.",
        "Send the header '" + CSRF_HEADER + ": 1', or a bearer token instead of the cookie.");
  }

  private static boolean isSignIn(ContainerRequestContext request, String path) {
    return path.equals("/api/v1/session") && request.getMethod().equals(HttpMethod.POST);
  }

  private static boolean isProbe(ContainerRequestContext request, String path) {
    return PROBED.contains(path) && READING.contains(request.getMethod());
  }
}
