package dev.weir.web.server;

import dev.weir.web.api.CatalogAnswer;
import dev.weir.web.api.FileEntry;
import dev.weir.web.api.RowsAnswer;
import dev.weir.web.api.SnapshotEntry;
import dev.weir.web.api.TableAnswer;
import dev.weir.web.catalog.CatalogService;
import dev.weir.web.catalog.TableService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What tables there are, and what is in them, as far as the caller may see. */
@Path("/api/v1/catalog")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@RunOnVirtualThread
@Tag(name = "Catalog")
public class CatalogEndpoint {
  private final CatalogService catalog;
  private final TableService tables;

  public CatalogEndpoint(CatalogService catalog, TableService tables) {
    this.catalog = catalog;
    this.tables = tables;
  }

  /** Namespaces, tables, views and columns. */
  @GET
  @Operation(operationId = "readCatalog", summary = "Namespaces, tables, views and columns")
  public CatalogAnswer read(@Context ContainerRequestContext request) {
    return catalog.read(Callers.of(request));
  }

  /** One table or view. */
  @GET
  @Path("/{namespace}/{table}")
  @Operation(operationId = "readTable", summary = "One table or view; the visit is noted")
  public TableAnswer readTable(
      @Context ContainerRequestContext request,
      @PathParam("namespace") String namespace,
      @PathParam("table") String table) {
    return tables.read(Callers.of(request), namespace, table);
  }

  /** The snapshots of a table, newest first. */
  @GET
  @Path("/{namespace}/{table}/snapshots")
  @Operation(operationId = "listSnapshots", summary = "The snapshots of a table, newest first")
  public List<SnapshotEntry> listSnapshots(
      @Context ContainerRequestContext request,
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    return tables.listSnapshots(Callers.of(request), namespace, table, limit);
  }

  /** The data files of a snapshot. */
  @GET
  @Path("/{namespace}/{table}/files")
  @Operation(operationId = "listFiles", summary = "The data files of a snapshot")
  public List<FileEntry> listFiles(
      @Context ContainerRequestContext request,
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      @QueryParam("limit") @DefaultValue("100") int limit,
      @QueryParam("snapshot") @Nullable String snapshot) {
    return tables.listFiles(Callers.of(request), namespace, table, limit, snapshot);
  }

  /** The first rows of a table or view. */
  @GET
  @Path("/{namespace}/{table}/sample")
  @Operation(operationId = "readSample", summary = "The first rows of a table or view")
  @APIResponse(
      responseCode = "200",
      description = "The rows",
      content = @Content(schema = @Schema(implementation = RowsAnswer.class)))
  public Response readSample(
      @Context ContainerRequestContext request,
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    return RowsResponse.of(tables.sample(Callers.of(request), namespace, table, limit));
  }
}
