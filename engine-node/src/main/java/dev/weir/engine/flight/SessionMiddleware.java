package dev.weir.engine.flight;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.CallInfo;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightProducer.CallContext;
import org.apache.arrow.flight.FlightServerMiddleware;
import org.apache.arrow.flight.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * The session of a client: its default schema. It is kept by the client, in the session cookie or
 * in the header {@code schema} (which the JDBC driver makes of the URL's property), so that any
 * node can answer and nothing has to expire here.
 */
final class SessionMiddleware implements FlightServerMiddleware {
  static final Key<SessionMiddleware> KEY = Key.of("weir-session");
  private static final String SCHEMA_HEADER = "schema";
  private static final String COOKIE = "arrow_flight_session_id";

  private @Nullable String schema;
  private @Nullable String cookieToSend;

  private SessionMiddleware(@Nullable String schema) {
    this.schema = schema;
  }

  static SessionMiddleware of(CallContext context) {
    return context.getMiddleware(KEY);
  }

  /** Where the client wants unqualified names to be looked up; null when it has not said. */
  @Nullable String schema() {
    return schema;
  }

  void setSchema(@Nullable String changed) {
    schema = changed == null || changed.isEmpty() ? null : changed;
    cookieToSend = schema == null ? COOKIE + "=; Max-Age=0" : COOKIE + "=" + encode(schema);
  }

  @Override
  public void onBeforeSendingHeaders(CallHeaders outgoing) {
    if (cookieToSend != null) {
      outgoing.insert("set-cookie", cookieToSend);
    }
  }

  @Override
  public void onCallCompleted(CallStatus status) {}

  @Override
  public void onCallErrored(Throwable failure) {}

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  record Factory() implements FlightServerMiddleware.Factory<SessionMiddleware> {
    @Override
    public SessionMiddleware onCallStarted(
        CallInfo info, CallHeaders incoming, RequestContext context) {
      String cookie = schemaOfCookies(incoming);
      return new SessionMiddleware(cookie != null ? cookie : incoming.get(SCHEMA_HEADER));
    }

    private static @Nullable String schemaOfCookies(CallHeaders incoming) {
      if (!incoming.containsKey("cookie")) {
        return null;
      }
      for (String header : incoming.getAll("cookie")) {
        for (String cookie : header.split(";", -1)) {
          String[] parts = cookie.strip().split("=", 2);
          if (parts.length == 2 && parts[0].equals(COOKIE)) {
            return decode(parts[1]);
          }
        }
      }
      return null;
    }

    private static @Nullable String decode(String value) {
      try {
        String text = value.replace("\"", "");
        String schema = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        return schema.isEmpty() ? null : schema;
      } catch (IllegalArgumentException notOurs) {
        return null;
      }
    }
  }
}
