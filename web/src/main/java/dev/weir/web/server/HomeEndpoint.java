package dev.weir.web.server;

import dev.weir.web.api.ContentKind;
import dev.weir.web.api.HomeAnswer;
import dev.weir.web.api.SearchHit;
import dev.weir.web.home.HomeService;
import dev.weir.web.home.SearchService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The home page, favourites and the palette's search. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@RunOnVirtualThread
@Tag(name = "Home")
public class HomeEndpoint {
  private final HomeService home;
  private final SearchService search;

  public HomeEndpoint(HomeService home, SearchService search) {
    this.home = home;
    this.search = search;
  }

  /** What the caller opened, starred, and what needs them. */
  @GET
  @Path("/home")
  @Operation(operationId = "readHome", summary = "Recent, favourites and what needs you")
  public HomeAnswer readHome(@Context ContainerRequestContext request) {
    return home.read(Callers.of(request));
  }

  /** Stars an object. */
  @PUT
  @Path("/favourites/{kind}/{slug}")
  @Operation(operationId = "addFavourite", summary = "Stars an object")
  public void addFavourite(
      @Context ContainerRequestContext request,
      @Parameter(schema = @Schema(implementation = ContentKind.class)) @PathParam("kind")
          String kind,
      @PathParam("slug") String slug) {
    home.addFavourite(Callers.of(request), kind, slug);
  }

  /** Takes the star away; nothing happens when there is none. */
  @DELETE
  @Path("/favourites/{kind}/{slug}")
  @Operation(operationId = "removeFavourite", summary = "Takes the star away")
  public void removeFavourite(
      @Context ContainerRequestContext request,
      @Parameter(schema = @Schema(implementation = ContentKind.class)) @PathParam("kind")
          String kind,
      @PathParam("slug") String slug) {
    home.removeFavourite(Callers.of(request), kind, slug);
  }

  /** Objects whose names match. */
  @GET
  @Path("/search")
  @Operation(operationId = "search", summary = "Dashboards, notebooks, tables and columns by name")
  public List<SearchHit> search(
      @Context ContainerRequestContext request,
      @QueryParam("q") @DefaultValue("") String text,
      @QueryParam("limit") @DefaultValue("20") int limit) {
    return search.search(Callers.of(request), text, limit);
  }
}
