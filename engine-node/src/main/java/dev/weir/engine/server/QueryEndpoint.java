package dev.weir.engine.server;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryStatus;
import dev.weir.contracts.query.StatementDescription;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Submit a statement, follow it, page its result, cancel it. */
@Path("/api/v1/queries")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@RunOnVirtualThread
@Tag(name = "Queries")
public class QueryEndpoint {
  private static final String ARROW_STREAM = "application/vnd.apache.arrow.stream";
  private static final int LISTED_MAX = 1_000;
  private static final int PAGE_ROWS_MAX = 100_000;

  private final QueryGateway gateway;

  public QueryEndpoint(QueryGateway gateway) {
    this.gateway = gateway;
  }

  /** Takes a statement and answers at once, while it runs. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "submitQuery", summary = "Takes a statement and answers while it runs")
  @APIResponse(
      responseCode = "202",
      description = "The query as it is now",
      content = @Content(schema = @Schema(implementation = QueryStatus.class)))
  public Response submit(
      @Context ContainerRequestContext request,
      @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = SubmitQuery.class)))
          InputStream body)
      throws IOException {
    var caller = RequestCaller.of(request);
    SubmitQuery query = RequestBodies.read(body, SubmitQuery.class);
    return accepted(gateway.submit(QueryRequests.of(caller, query)).status());
  }

  /** The caller's queries, newest first; everybody's for an administrator. */
  @GET
  @Operation(
      operationId = "listQueries",
      summary = "The caller's queries, newest first; everybody's for an administrator")
  public List<QueryStatus> list(
      @Context ContainerRequestContext request,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    requireBetween("limit", limit, 1, LISTED_MAX);
    return gateway.history(RequestCaller.of(request), limit);
  }

  /** One query as it is now. */
  @GET
  @Path("/{id}")
  @Operation(operationId = "readQuery", summary = "One query as it is now")
  public QueryStatus read(@Context ContainerRequestContext request, @PathParam("id") String id) {
    return find(request, id).status();
  }

  /** The query as it goes on, the last event being final. */
  @GET
  @Path("/{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "followQuery",
      summary = "The query as it goes on: events 'status' with a QueryStatus, the last one final",
      description =
          "Server-sent events. Each is 'event: status' with one line 'data:' that holds a"
              + " QueryStatus as JSON. The first says how the query is now; others follow at every"
              + " change of state and at most every 100 ms while it runs; the last has a final"
              + " state (SUCCEEDED, FAILED, CANCELLED), and the stream ends behind it. Events have"
              + " no ids: who lost the stream asks again and begins with the query as it then is."
              + " Going away does not stop the query.")
  @APIResponse(
      responseCode = "200",
      description = "One QueryStatus in each event",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = QueryStatus.class)))
  public Response follow(@Context ContainerRequestContext request, @PathParam("id") String id) {
    return stream(new StatusEvents(find(request, id)), MediaType.SERVER_SENT_EVENTS);
  }

  /** Rows of the result; none, and not complete, while it runs. */
  @GET
  @Path("/{id}/rows")
  @Produces({MediaType.APPLICATION_JSON, ARROW_STREAM})
  @Operation(
      operationId = "readRows",
      summary = "Rows of the result; none, and not complete, while the query runs",
      description =
          "In JSON, integers beyond 2^53 and decimals are strings, as are NaN, Infinity and"
              + " -Infinity; dates and timestamps are ISO 8601, blobs base64, lists, structs and maps"
              + " JSON. With 'Accept: application/vnd.apache.arrow.stream' the answer is the whole"
              + " result, whatever offset and limit are.")
  @APIResponse(
      responseCode = "200",
      description = "The rows, or the whole result as an Arrow IPC stream",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = ResultPage.class)),
        @Content(
            mediaType = ARROW_STREAM,
            schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  public Response rows(
      @Context ContainerRequestContext request,
      @PathParam("id") String id,
      @QueryParam("offset") @DefaultValue("0") long offset,
      @QueryParam("limit") @DefaultValue("1000") int limit) {
    requireBetween("offset", offset, 0, Long.MAX_VALUE);
    requireBetween("limit", limit, 0, PAGE_ROWS_MAX);
    QueryHandle query = find(request, id);
    if (wantsArrow(request)) {
      return stream(query::writeArrow, ARROW_STREAM);
    }
    StreamingOutput page = out -> ResultPages.write(query, offset, limit, out);
    return stream(page, MediaType.APPLICATION_JSON);
  }

  /** Only who names Arrow gets it: a client that accepts anything expects JSON. */
  private static boolean wantsArrow(ContainerRequestContext request) {
    return request.getAcceptableMediaTypes().stream()
        .anyMatch(type -> ARROW_STREAM.equals(type.getType() + "/" + type.getSubtype()));
  }

  /** Asks the query to stop. */
  @DELETE
  @Path("/{id}")
  @Operation(operationId = "cancelQuery", summary = "Asks the query to stop, and does not wait")
  @APIResponse(responseCode = "202", description = "It will be cancelled, unless it ends first")
  public Response cancel(@Context ContainerRequestContext request, @PathParam("id") String id) {
    find(request, id).cancel();
    return Response.accepted().build();
  }

  /** What a statement would do, or why it cannot. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Path("/describe")
  @Operation(
      operationId = "describeStatement",
      summary = "What a statement would do, or why it cannot, with line and column")
  public StatementDescription describe(
      @Context ContainerRequestContext request,
      @RequestBody(
              required = true,
              content = @Content(schema = @Schema(implementation = DescribeStatement.class)))
          InputStream body)
      throws IOException {
    var caller = RequestCaller.of(request);
    DescribeStatement statement = RequestBodies.read(body, DescribeStatement.class);
    return gateway.describe(QueryRequests.of(caller, statement));
  }

  static Response accepted(QueryStatus status) {
    return Response.status(Response.Status.ACCEPTED)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(status)
        .build();
  }

  private QueryHandle find(ContainerRequestContext request, String id) {
    return gateway
        .find(id, RequestCaller.of(request))
        .orElseThrow(
            () ->
                new WeirException(
                    ErrorCode.QUERY_NOT_FOUND,
                    "There is no query '" + id + "', or it has expired.",
                    "Run the statement again."));
  }

  private static Response stream(StreamingOutput out, String type) {
    return Response.ok(out, type).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  private static void requireBetween(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "'" + name + "' is " + value + ".",
          "It can be " + min + " to " + max + ".");
    }
  }
}
