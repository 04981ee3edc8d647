package dev.weir.meta.server;

import dev.weir.contracts.query.Caller;
import dev.weir.meta.rest.IcebergRestRouter;
import dev.weir.meta.rest.RestRequest;
import dev.weir.meta.rest.RestResponse;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /iceberg}: hands each request, as it came, to the router. */
@Path("/iceberg")
public class IcebergRestResource {
  private static final String ROOT = "/iceberg/";
  private static final String CALLER = "weir.caller";
  private static final byte[] NO_BODY = {};

  private final IcebergRestRouter router;

  /** Over the node's router. */
  @Inject
  public IcebergRestResource(IcebergRestRouter router) {
    this.router = router;
  }

  /** Any GET. */
  @GET
  @Path("/{path: .*}")
  public Response get(@Context ContainerRequestContext request) {
    return handle(request, NO_BODY);
  }

  /** Any HEAD. */
  @HEAD
  @Path("/{path: .*}")
  public Response head(@Context ContainerRequestContext request) {
    return handle(request, NO_BODY);
  }

  /** Any DELETE. */
  @DELETE
  @Path("/{path: .*}")
  public Response delete(@Context ContainerRequestContext request) {
    return handle(request, NO_BODY);
  }

  /** Any POST. */
  @POST
  @Path("/{path: .*}")
  public Response post(@Context ContainerRequestContext request, byte @Nullable [] body) {
    return handle(request, body == null ? NO_BODY : body);
  }

  private Response handle(ContainerRequestContext request, byte[] body) {
    if (!(request.getProperty(CALLER) instanceof Caller caller)) {
      return respond(
          IcebergRestRouter.failure(
              401, "NotAuthorizedException", "No token, or one that is unknown or expired"));
    }
    return respond(
        router.handle(
            new RestRequest(
                request.getMethod(),
                pathOf(request.getUriInfo()),
                firsts(request.getUriInfo().getQueryParameters()),
                firsts(request.getHeaders()),
                body,
                caller)));
  }

  private static String pathOf(UriInfo uri) {
    String raw = uri.getRequestUri().getRawPath();
    return raw.substring(raw.indexOf(ROOT) + ROOT.length());
  }

  private static Map<String, String> firsts(Map<String, List<String>> values) {
    Map<String, String> firsts = new HashMap<>();
    values.forEach(
        (name, list) -> {
          if (!list.isEmpty() && list.getFirst() != null) {
            firsts.put(name, list.getFirst());
          }
        });
    return firsts;
  }

  private static Response respond(RestResponse response) {
    Response.ResponseBuilder builder = Response.status(response.status());
    response.headers().forEach(builder::header);
    if (response.body().length > 0) {
      builder.type(MediaType.APPLICATION_JSON_TYPE).entity(response.body());
    }
    return builder.build();
  }
}
