package dev.weir.web.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.weir.contracts.error.ErrorBody;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Answers what the HTTP layer refuses by itself as {@code ErrorBody}, with the HTTP status it
 * chose.
 */
@Provider
public class HttpExceptionMapper implements ExceptionMapper<WebApplicationException> {
  @Context UriInfo uri;

  @Override
  public Response toResponse(WebApplicationException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof WeirException own) {
        return ErrorResponses.of(own, null);
      }
      if (cause instanceof JsonProcessingException json) {
        return ErrorResponses.of(JsonFailures.toWeir(json), null);
      }
      if (cause instanceof NumberFormatException malformed) {
        return ErrorResponses.of(notANumber(malformed), null);
      }
    }
    int status = failure.getResponse().getStatus();
    if (status < 400 || failure.getResponse().hasEntity()) {
      return failure.getResponse();
    }
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(ErrorBody.of(describe(status), null))
        .build();
  }

  /** The HTTP layer takes a parameter that it cannot convert for a path that is not there. */
  private static WeirException notANumber(NumberFormatException malformed) {
    return new WeirException(
        ErrorCode.BAD_REQUEST,
        "A parameter of the call is not the number that is expected.",
        "GET /api/v1/openapi describes every parameter.",
        malformed);
  }

  private WeirException describe(int status) {
    String path = uri.getPath();
    return switch (status) {
      case 404 ->
          new WeirException(
              ErrorCode.RESOURCE_NOT_FOUND,
              "There is nothing at " + path + ".",
              "GET /api/v1/openapi lists every call.");
      case 405 ->
          new WeirException(
              ErrorCode.BAD_REQUEST,
              path + " does not take this method.",
              "GET /api/v1/openapi lists every call.");
      case 406 ->
          new WeirException(
              ErrorCode.BAD_REQUEST,
              path + " has no answer of the type that the header Accept asks for.",
              "Send 'Accept: application/json'.");
      case 415 ->
          new WeirException(
              ErrorCode.BAD_REQUEST,
              path + " does not take a body of this type.",
              "Send 'Content-Type: application/json'.");
      default ->
          new WeirException(
              status < 500 ? ErrorCode.BAD_REQUEST : ErrorCode.INTERNAL,
              "The request cannot be answered (HTTP " + status + ").",
              null);
    };
  }
}
