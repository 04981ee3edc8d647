package dev.weir.web.server;

import dev.weir.web.session.OpenedSession;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.UriInfo;

/** The browser's proof of a session: not for scripts, not for other sites, only over TLS on TLS. */
final class SessionCookie {
  static final String NAME = "weir_session";

  private SessionCookie() {}

  static NewCookie set(OpenedSession opened, boolean secure) {
    return base(secure).value(opened.secret()).maxAge(opened.lifetimeSeconds()).build();
  }

  static NewCookie clear(boolean secure) {
    return base(secure).value("").maxAge(0).build();
  }

  /** Whether the browser speaks TLS: to this process, or to the proxy in front of it. */
  static boolean isSecure(UriInfo uri, HttpHeaders headers) {
    return "https".equals(uri.getRequestUri().getScheme())
        || "https".equalsIgnoreCase(headers.getHeaderString("X-Forwarded-Proto"));
  }

  private static NewCookie.Builder base(boolean secure) {
    return new NewCookie.Builder(NAME)
        .path("/")
        .httpOnly(true)
        .secure(secure)
        .sameSite(NewCookie.SameSite.STRICT);
  }
}
