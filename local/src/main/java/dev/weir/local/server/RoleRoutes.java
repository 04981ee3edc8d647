package dev.weir.local.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.error.ErrorBody;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.local.role.Role;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Closes the doors of parts that this process does not have. */
@Singleton
public class RoleRoutes {
  // Before every other route.
  private static final int ORDER = -40_000;

  private final Role role;
  private final String refusal;

  RoleRoutes(LocalConfig config, ObjectMapper json) throws JsonProcessingException {
    this.role = Role.of(config.role());
    this.refusal =
        json.writeValueAsString(
            ErrorBody.of(
                new WeirException(
                    ErrorCode.RESOURCE_NOT_FOUND,
                    "A process of role "
                        + role.name().toLowerCase(Locale.ROOT)
                        + " has no such door.",
                    "Ask the service of the part that has it."),
                null));
  }

  void register(@Observes Router router) {
    if (role != Role.ALL) {
      router.route().order(ORDER).handler(this::check);
    }
  }

  private void check(RoutingContext context) {
    if (role.serves(context.normalizedPath())) {
      context.next();
      return;
    }
    context
        .response()
        .setStatusCode(ErrorCode.RESOURCE_NOT_FOUND.httpStatus())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json;charset=UTF-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(refusal);
  }
}
