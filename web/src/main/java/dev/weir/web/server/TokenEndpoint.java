package dev.weir.web.server;

import dev.weir.web.api.NewTokenAnswer;
import dev.weir.web.api.TokenAnswer;
import dev.weir.web.api.TokenRequest;
import dev.weir.web.token.TokenService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tokens: one's own, and everyone's for administrators. */
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@RunOnVirtualThread
@Tag(name = "Tokens")
public class TokenEndpoint {
  private final TokenService tokens;

  public TokenEndpoint(TokenService tokens) {
    this.tokens = tokens;
  }

  /** Makes a token. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createToken",
      summary = "Makes a token, for oneself or by an administrator; only this answer holds it")
  @APIResponse(
      responseCode = "201",
      description = "The token",
      content = @Content(schema = @Schema(implementation = NewTokenAnswer.class)))
  public Response create(
      @Context ContainerRequestContext request, @RequestBody(required = true) TokenRequest token) {
    return Response.status(Response.Status.CREATED)
        .entity(tokens.create(Callers.of(request), token))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /** The tokens that the caller may revoke, without the tokens themselves. */
  @GET
  @Operation(
      operationId = "listTokens",
      summary = "One's own tokens, all for administrators, without the tokens themselves")
  public List<TokenAnswer> list(@Context ContainerRequestContext request) {
    return tokens.list(Callers.of(request));
  }

  /** Makes a token useless at once. */
  @DELETE
  @Path("/{id}")
  @Operation(operationId = "revokeToken", summary = "Makes a token useless at once")
  public void revoke(@Context ContainerRequestContext request, @PathParam("id") String id) {
    tokens.revoke(Callers.of(request), id);
  }
}
