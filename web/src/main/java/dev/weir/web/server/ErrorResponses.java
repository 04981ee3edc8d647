package dev.weir.web.server;

import dev.weir.contracts.error.ErrorBody;
import dev.weir.contracts.error.WeirException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The HTTP answer for a failure. */
final class ErrorResponses {
  private ErrorResponses() {}

  static Response of(WeirException failure, @Nullable String queryId) {
    return Response.status(failure.code().httpStatus())
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(ErrorBody.of(failure, queryId))
        .build();
  }
}
