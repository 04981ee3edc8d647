package dev.weir.engine.flight;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Authenticator;
import dev.weir.contracts.query.Caller;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.CallInfo;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightProducer.CallContext;
import org.apache.arrow.flight.FlightServerMiddleware;
import org.apache.arrow.flight.RequestContext;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates every call before anything else sees it. The token comes as a bearer token, or as
 * the password of user {@code token}, because many JDBC tools know nothing but user and password;
 * those are answered with the bearer token that they go on with.
 */
final class CallerMiddleware implements FlightServerMiddleware {
  static final Key<CallerMiddleware> KEY = Key.of("weir-caller");
  private static final String AUTHORIZATION = "authorization";
  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";
  private static final String USER = "token";

  private final Caller caller;
  private final @Nullable String issuedToken;

  private CallerMiddleware(Caller caller, @Nullable String issuedToken) {
    this.caller = caller;
    this.issuedToken = issuedToken;
  }

  /** Who makes the call. */
  static Caller callerOf(CallContext context) {
    return context.getMiddleware(KEY).caller;
  }

  @Override
  public void onBeforeSendingHeaders(CallHeaders outgoing) {
    if (issuedToken != null) {
      outgoing.insert(AUTHORIZATION, "Bearer " + issuedToken);
    }
  }

  @Override
  public void onCallCompleted(CallStatus status) {}

  @Override
  public void onCallErrored(Throwable failure) {}

  record Factory(Authenticator authenticator)
      implements FlightServerMiddleware.Factory<CallerMiddleware> {

    @Override
    public CallerMiddleware onCallStarted(
        CallInfo info, CallHeaders incoming, RequestContext context) {
      try {
        return authenticate(incoming.get(AUTHORIZATION));
      } catch (RuntimeException failure) {
        throw FlightErrors.translate(failure);
      }
    }

    private CallerMiddleware authenticate(@Nullable String header) {
      String scheme = header == null ? "" : header.toLowerCase(Locale.ROOT);
      if (header != null && scheme.startsWith(BEARER)) {
        String token = header.substring(BEARER.length()).strip();
        return new CallerMiddleware(authenticator.authenticate(token), null);
      }
      if (header != null && scheme.startsWith(BASIC)) {
        String token = password(header.substring(BASIC.length()).strip());
        return new CallerMiddleware(authenticator.authenticate(token), token);
      }
      throw refused("The call carries no token.");
    }

    private static String password(String credentials) {
      String[] parts;
      try {
        byte[] decoded = Base64.getDecoder().decode(credentials);
        parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      } catch (IllegalArgumentException malformed) {
        throw refused("The credentials are malformed.");
      }
      if (parts.length != 2 || !parts[0].equals(USER)) {
        throw refused("There are no users with passwords.");
      }
      return parts[1];
    }

    private static WeirException refused(String message) {
      return new WeirException(
          ErrorCode.UNAUTHENTICATED,
          message,
          "Send 'Authorization: Bearer TOKEN', or user 'token' with the token as its password;"
              + " './weir token' prints one.");
    }
  }
}
