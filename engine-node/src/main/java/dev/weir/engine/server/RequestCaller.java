package dev.weir.engine.server;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;

/** Finds the caller that the authentication filter has put into the request. */
final class RequestCaller {
  /** Every REST door of Weir agrees on this request property. */
  private static final String PROPERTY = "weir.caller";

  private RequestCaller() {}

  static Caller of(ContainerRequestContext request) {
    if (request.getProperty(PROPERTY) instanceof Caller caller) {
      return caller;
    }
    throw new WeirException(
        ErrorCode.UNAUTHENTICATED,
        "The request carries no token.",
        "Send the header 'Authorization: Bearer TOKEN'; './weir token' prints one.");
  }
}
