package dev.weir.engine.server;

import dev.weir.contracts.query.FileUpload;
import dev.weir.contracts.query.FileUploads;
import dev.weir.contracts.query.QueryStatus;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Files into tables: the body is kept in a file and a COPY of it is submitted, so that loading is a
 * query as any other, with progress, history and cancel.
 */
@Path("/api/v1/uploads")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@RunOnVirtualThread
@Tag(name = "Queries")
public class UploadEndpoint {
  private final FileUploads uploads;

  public UploadEndpoint(FileUploads uploads) {
    this.uploads = uploads;
  }

  /** Loads the body into a table, all of it or nothing. */
  @POST
  @Path("/{table}")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      operationId = "uploadFile",
      summary = "Loads the body into NAMESPACE.TABLE, all of it or nothing",
      description =
          "Query parameters other than these become options of COPY: onError=report is"
              + " ON_ERROR 'report'; columns=a,b says which columns of the table a file without"
              + " a header has.")
  @APIResponse(
      responseCode = "202",
      description = "The query that loads it, as it is now",
      content = @Content(schema = @Schema(implementation = QueryStatus.class)))
  public Response upload(
      @Context ContainerRequestContext request,
      @Context UriInfo uri,
      @PathParam("table") String table,
      @QueryParam("format") @Nullable String format,
      @QueryParam("name") @DefaultValue("upload") String fileName,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @DefaultValue("-1") long bytes,
      @RequestBody(
              required = true,
              description = "The file",
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_OCTET_STREAM,
                      schema = @Schema(type = SchemaType.STRING, format = "binary")))
          InputStream body)
      throws IOException {
    FileUpload upload =
        new FileUpload(
            RequestCaller.of(request), table, format, fileName, bytes, uri.getQueryParameters());
    return QueryEndpoint.accepted(uploads.load(upload, body));
  }
}
