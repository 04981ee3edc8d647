package dev.weir.web.server;

import dev.weir.contracts.error.ErrorBody;
import dev.weir.contracts.query.Caller;
import dev.weir.web.WeirVersion;
import dev.weir.web.api.SessionAnswer;
import dev.weir.web.api.SessionRequest;
import dev.weir.web.session.OpenedSession;
import dev.weir.web.session.SessionService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Signing in with a token, and out. The browser gets a cookie that scripts cannot read. */
@Path("/api/v1/session")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@RunOnVirtualThread
@Tag(name = "Session")
public class SessionEndpoint {
  private final SessionService sessions;

  public SessionEndpoint(SessionService sessions) {
    this.sessions = sessions;
  }

  /** Signs in. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "signIn", summary = "Signs in with a token and sets the cookie")
  @APIResponse(
      responseCode = "200",
      description = "Who is signed in",
      content = @Content(schema = @Schema(implementation = SessionAnswer.class)))
  @APIResponse(
      responseCode = "401",
      description = "The token is unknown, revoked or expired",
      content = @Content(schema = @Schema(implementation = ErrorBody.class)))
  public Response signIn(
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @RequestBody(required = true) SessionRequest body) {
    OpenedSession opened = sessions.open(body);
    return Response.ok(answer(opened.caller()))
        .cookie(SessionCookie.set(opened, SessionCookie.isSecure(uri, headers)))
        .build();
  }

  /** Who is signed in, by cookie or by token. */
  @GET
  @Operation(operationId = "readSession", summary = "Who is signed in")
  public SessionAnswer read(@Context ContainerRequestContext request) {
    return answer(Callers.of(request));
  }

  /** Signs out: the session is gone, not only the cookie. */
  @DELETE
  @Operation(operationId = "signOut", summary = "Signs out and clears the cookie")
  @APIResponse(responseCode = "204", description = "Signed out")
  public Response signOut(
      @Context UriInfo uri,
      @Context HttpHeaders headers,
      @CookieParam(SessionCookie.NAME) @Parameter(hidden = true) @Nullable String secret) {
    if (secret != null) {
      sessions.close(secret);
    }
    return Response.noContent()
        .cookie(SessionCookie.clear(SessionCookie.isSecure(uri, headers)))
        .build();
  }

  private static SessionAnswer answer(Caller caller) {
    return new SessionAnswer(
        caller.tenant(),
        caller.principal(),
        caller.displayName(),
        caller.roles(),
        caller.admin(),
        WeirVersion.CURRENT);
  }
}
