package dev.weir.web.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.error.ErrorBody;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import io.quarkus.websockets.next.HandshakeRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Answers requests for a live socket that do not become one as every door of Weir does. */
@Singleton
public class LiveRoutes {
  static final String PATH = "/api/v1/live";

  // Before the routes of the framework.
  private static final int ORDER = -5_000;

  private final ObjectMapper json;

  LiveRoutes(ObjectMapper json) {
    this.json = json;
  }

  void register(@Observes Router router) {
    router.route(PATH).order(ORDER).handler(LiveRoutes::requireSocket).failureHandler(this::refuse);
  }

  private static void requireSocket(RoutingContext context) {
    if (context.request().headers().contains(HandshakeRequest.SEC_WEBSOCKET_KEY)) {
      context.next();
    } else {
      context.fail(
          new WeirException(
              ErrorCode.BAD_REQUEST, PATH + " takes WebSockets only.", "Open ws://…" + PATH + "."));
    }
  }

  private void refuse(RoutingContext context) {
    if (!(context.failure() instanceof WeirException refusal)) {
      context.next();
      return;
    }
    try {
      String body = json.writeValueAsString(ErrorBody.of(refusal, null));
      context
          .response()
          .setStatusCode(refusal.code().httpStatus())
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json;charset=UTF-8")
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .end(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("every failure can be written", e);
    }
  }
}
