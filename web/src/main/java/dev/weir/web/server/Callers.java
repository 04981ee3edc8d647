package dev.weir.web.server;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import jakarta.ws.rs.container.ContainerRequestContext;

/** Where the authentication filter leaves the caller of a request, and where resources find it. */
public final class Callers {
  /** The request property that holds the {@link Caller}. Every REST door of Weir reads it. */
  public static final String PROPERTY = "weir.caller";

  private Callers() {}

  /**
   * The caller of the request.
   *
   * @throws WeirException UNAUTHENTICATED when no filter has put one there
   */
  public static Caller of(ContainerRequestContext request) {
    if (request.getProperty(PROPERTY) instanceof Caller caller) {
      return caller;
    }
    throw new WeirException(
        ErrorCode.UNAUTHENTICATED,
        "The request carries no token.",
        "Send the header 'Authorization: Bearer TOKEN'; './weir token' prints one.");
  }
}
