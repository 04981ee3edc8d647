package dev.weir.web.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.contracts.query.QueryHandle;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.crds.dashboard.Filter;
import dev.weir.web.api.FilterOption;
import dev.weir.web.api.FilterOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the filters of a dashboard may be set to, as far as the caller may see. Thread-safe. */
public final class FilterOptionService {
  /** Values that one call may ask for. */
  public static final int LIMIT_MAX = 1_000;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final DashboardLibrary dashboards;
  private final QueryGateway gateway;

  public FilterOptionService(DashboardLibrary dashboards, QueryGateway gateway) {
    this.dashboards = dashboards;
    this.gateway = gateway;
  }

  /**
   * @param text only values that contain it, in any case; empty: all
   * @param limit at most so many values
   * @throws WeirException RESOURCE_NOT_FOUND, BAD_REQUEST, or the failure of the query
   */
  public FilterOptions read(Caller caller, String slug, String filter, String text, int limit) {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "'limit' is " + limit + ".",
          "Use a number from 1 to " + LIMIT_MAX + ".");
    }
    LoadedDashboard dashboard = dashboards.load(caller, slug).parsed();
    Filter found = dashboard.filter(filter, ErrorCode.RESOURCE_NOT_FOUND);
    FilterOptionQuery query =
        FilterOptionQuery.of(found, dashboard.spec().namespace(), text.strip(), limit);
    JsonNode rows = run(caller, dashboard, found, query);
    return switch (found.type()) {
      case VALUES -> values(rows, limit);
      case RANGE -> range("Range", rows);
      case DATE_RANGE -> range("DateRange", rows);
    };
  }

  private JsonNode run(
      Caller caller, LoadedDashboard dashboard, Filter filter, FilterOptionQuery query) {
    QueryHandle handle =
        gateway.run(
            new QueryRequest(
                caller,
                query.sql(),
                query.parameters(),
                List.of(),
                dashboard.spec().namespace(),
                new Origin(
                    Origin.Kind.DASHBOARD, dashboard.slug().label(), "filter " + filter.name()),
                dashboard.spec().computeClusterRef() == null
                    ? null
                    : dashboard.spec().computeClusterRef().name(),
                null,
                0,
                LIMIT_MAX + 1,
                true));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      handle.writeJsonRows(0, LIMIT_MAX + 1, out);
      return MAPPER.readTree(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FilterOptions values(JsonNode rows, int limit) {
    List<FilterOption> values = new ArrayList<>();
    for (JsonNode row : rows) {
      if (values.size() < limit) {
        values.add(new FilterOption(text(row.get(0)), row.get(1).asLong()));
      }
    }
    return new FilterOptions("Values", values, rows.size() > limit, null, null);
  }

  private static FilterOptions range(String type, JsonNode rows) {
    JsonNode row = rows.path(0);
    return new FilterOptions(type, List.of(), false, text(row.path(0)), text(row.path(1)));
  }

  private static @Nullable String text(JsonNode value) {
    return value.isNull() || value.isMissingNode() ? null : value.asText();
  }
}
