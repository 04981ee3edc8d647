package dev.weir.web.server;

import dev.weir.web.api.ChartDataRequest;
import dev.weir.web.api.DashboardAnswer;
import dev.weir.web.api.DashboardSummary;
import dev.weir.web.api.FilterOptions;
import dev.weir.web.api.RowsAnswer;
import dev.weir.web.dashboard.ChartDataService;
import dev.weir.web.dashboard.DashboardService;
import dev.weir.web.dashboard.FilterOptionService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Dashboards, the rows of their charts, and what their filters may be set to. */
@Path("/api/v1/dashboards")
@Produces(MediaType.APPLICATION_JSON)
@Singleton
@RunOnVirtualThread
@Tag(name = "Dashboards")
public class DashboardEndpoint {
  private final DashboardService dashboards;
  private final ChartDataService charts;
  private final FilterOptionService options;

  public DashboardEndpoint(
      DashboardService dashboards, ChartDataService charts, FilterOptionService options) {
    this.dashboards = dashboards;
    this.charts = charts;
    this.options = options;
  }

  /** Every dashboard of the tenant, by title. */
  @GET
  @Operation(operationId = "listDashboards", summary = "Every dashboard, by title")
  public List<DashboardSummary> list(@Context ContainerRequestContext request) {
    return dashboards.list(Callers.of(request));
  }

  /** One dashboard; the visit is noted. */
  @GET
  @Path("/{slug}")
  @Operation(operationId = "readDashboard", summary = "One dashboard; the visit is noted")
  public DashboardAnswer read(
      @Context ContainerRequestContext request, @PathParam("slug") String slug) {
    return dashboards.read(Callers.of(request), slug);
  }

  /** Checks and stores a dashboard, or says everything that is wrong and keeps the old one. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  @Path("/{slug}")
  @Operation(
      operationId = "putDashboard",
      summary = "Checks and stores a dashboard, or lists every problem and keeps the old one")
  public DashboardAnswer put(
      @Context ContainerRequestContext request,
      @PathParam("slug") String slug,
      @HeaderParam("If-Match") @Nullable String version,
      @RequestBody(
              required = true,
              description = "The Dashboard resource",
              content = @Content(schema = @Schema(ref = "#/components/schemas/Dashboard")))
          String resource) {
    return dashboards.put(Callers.of(request), slug, resource, IfMatch.parse(version));
  }

  /**
   * Checks a dashboard as {@link #put} does and stores nothing. A path of its own and no parameter
   * of that call: a server that does not know it yet refuses, and stores nothing either.
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Path("/{slug}/check")
  @Operation(
      operationId = "checkDashboard",
      summary = "Checks a dashboard as if it were put, and stores nothing")
  @APIResponse(responseCode = "204", description = "Nothing is wrong")
  public void check(
      @Context ContainerRequestContext request,
      @PathParam("slug") String slug,
      @RequestBody(
              required = true,
              description = "The Dashboard resource",
              content = @Content(schema = @Schema(ref = "#/components/schemas/Dashboard")))
          String resource) {
    dashboards.check(Callers.of(request), slug, resource);
  }

  /** Deletes a dashboard. */
  @DELETE
  @Path("/{slug}")
  @Operation(operationId = "deleteDashboard", summary = "Deletes a dashboard")
  public void delete(@Context ContainerRequestContext request, @PathParam("slug") String slug) {
    dashboards.delete(Callers.of(request), slug);
  }

  /** The rows of a chart under the filters of the request. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Path("/{slug}/charts/{chart}/data")
  @Operation(
      operationId = "readChartData",
      summary = "The rows of a chart; the header X-Weir-Cache says hit or miss")
  @APIResponse(
      responseCode = "200",
      description = "The rows",
      content = @Content(schema = @Schema(implementation = RowsAnswer.class)))
  public Response chartData(
      @Context ContainerRequestContext request,
      @PathParam("slug") String slug,
      @PathParam("chart") String chart,
      @Nullable ChartDataRequest body) {
    return RowsResponse.of(charts.read(Callers.of(request), slug, chart, body));
  }

  /** What a filter may be set to. */
  @GET
  @Path("/{slug}/filters/{filter}/options")
  @Operation(operationId = "readFilterOptions", summary = "What a filter may be set to")
  public FilterOptions filterOptions(
      @Context ContainerRequestContext request,
      @PathParam("slug") String slug,
      @PathParam("filter") String filter,
      @QueryParam("q") @DefaultValue("") String text,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    return options.read(Callers.of(request), slug, filter, text, limit);
  }
}
