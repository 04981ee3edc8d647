package dev.weir.web.server;

import dev.weir.web.api.NotebookAnswer;
import dev.weir.web.api.NotebookSummary;
import dev.weir.web.notebook.NotebookService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Notebooks, to be read. */
@Path("/api/v1/notebooks")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@RunOnVirtualThread
@Tag(name = "Notebooks")
public class NotebookEndpoint {
  private final NotebookService notebooks;

  public NotebookEndpoint(NotebookService notebooks) {
    this.notebooks = notebooks;
  }

  /** Every notebook of the tenant, by title. */
  @GET
  @Operation(operationId = "listNotebooks", summary = "Every notebook, by title")
  public List<NotebookSummary> list(@Context ContainerRequestContext request) {
    return notebooks.list(Callers.of(request));
  }

  /** One notebook; the visit is noted. */
  @GET
  @Path("/{slug}")
  @Operation(operationId = "readNotebook", summary = "One notebook; the visit is noted")
  public NotebookAnswer read(
      @Context ContainerRequestContext request, @PathParam("slug") String slug) {
    return notebooks.read(Callers.of(request), slug);
  }

  /** Checks and stores a notebook, or says everything that is wrong and keeps the old one. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Path("/{slug}")
  @Operation(
      operationId = "putNotebook",
      summary = "Checks and stores a notebook, or lists every problem and keeps the old one")
  public NotebookAnswer put(
      @Context ContainerRequestContext request,
      @PathParam("slug") String slug,
      @HeaderParam("If-Match") @Nullable String version,
      @RequestBody(
              required = true,
              description = "The Notebook resource",
              content = @Content(schema = @Schema(ref = "#/components/schemas/Notebook")))
          String resource) {
    return notebooks.put(Callers.of(request), slug, resource, IfMatch.parse(version));
  }

  /**
   * Checks a notebook as {@link #put} does and stores nothing. A path of its own and no parameter
   * of that call: a server that does not know it yet refuses, and stores nothing either.
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Path("/{slug}/check")
  @Operation(
      operationId = "checkNotebook",
      summary = "Checks a notebook as if it were put, and stores nothing")
  @APIResponse(responseCode = "204", description = "Nothing is wrong")
  public void check(
      @Context ContainerRequestContext request,
      @PathParam("slug") String slug,
      @RequestBody(
              required = true,
              description = "The Notebook resource",
              content = @Content(schema = @Schema(ref = "#/components/schemas/Notebook")))
          String resource) {
    notebooks.check(Callers.of(request), slug, resource);
  }

  /** Deletes a notebook. */
  @DELETE
  @Path("/{slug}")
  @Operation(operationId = "deleteNotebook", summary = "Deletes a notebook")
  public void delete(@Context ContainerRequestContext request, @PathParam("slug") String slug) {
    notebooks.delete(Callers.of(request), slug);
  }
}
