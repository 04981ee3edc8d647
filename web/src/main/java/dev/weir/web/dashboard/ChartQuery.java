package dev.weir.web.dashboard;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.contracts.query.TableFilter;
import dev.weir.crds.dashboard.Chart;
import dev.weir.crds.dashboard.Filter;
import dev.weir.crds.reference.ObjectRef;
import dev.weir.web.api.ChartDataRequest;
import dev.weir.web.api.FilterValue;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a chart asks of the gateway under the filters of a request. Pure functions. */
final class ChartQuery {
  /** Rows of a chart that sets no limit of its own. */
  static final int ROWS_DEFAULT = 10_000;

  /** Rows that a request may ask for. */
  static final int ROWS_MAX = 100_000;

  private ChartQuery() {}

  /**
   * @param request null: nothing is set
   * @throws WeirException RESOURCE_NOT_FOUND for an unknown chart, BAD_REQUEST for an unknown
   *     filter or a value that does not fit
   */
  static QueryRequest of(
      Caller caller,
      LoadedDashboard dashboard,
      String chartName,
      @Nullable ChartDataRequest request) {
    Chart chart = dashboard.chart(chartName);
    ObjectRef cluster = dashboard.spec().computeClusterRef();
    return new QueryRequest(
        caller,
        dashboard.statements().get(chart.name()),
        List.of(),
        filters(dashboard, chart, request),
        dashboard.spec().namespace(),
        new Origin(Origin.Kind.DASHBOARD, dashboard.slug().label(), chart.name()),
        cluster == null ? null : cluster.name(),
        asOf(request),
        0,
        rowsMax(chart, request),
        request == null || !Boolean.TRUE.equals(request.refresh()));
  }

  private static List<TableFilter> filters(
      LoadedDashboard dashboard, Chart chart, @Nullable ChartDataRequest request) {
    Map<String, FilterValue> given =
        request == null || request.filters() == null ? Map.of() : request.filters();
    for (String name : given.keySet()) {
      dashboard.filter(name, ErrorCode.BAD_REQUEST);
    }
    List<TableFilter> all = new ArrayList<>();
    for (Filter filter : dashboard.filters().values()) {
      if (chart.ignoreFilters().contains(filter.name())) {
        continue;
      }
      FilterValue value = given.get(filter.name());
      all.addAll(
          FilterValues.restrict(filter, value == null ? FilterValues.initial(filter) : value));
    }
    return all;
  }

  private static @Nullable Instant asOf(@Nullable ChartDataRequest request) {
    if (request == null || request.asOf() == null || request.asOf().isBlank()) {
      return null;
    }
    try {
      return Instant.parse(request.asOf().trim());
    } catch (DateTimeParseException e) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "'asOf' is not an instant: " + request.asOf(),
          "Write it as 2026-11-21T09:41:07Z.",
          e);
    }
  }

  private static long rowsMax(Chart chart, @Nullable ChartDataRequest request) {
    int ofChart = chart.limit() == null ? ROWS_DEFAULT : chart.limit();
    Integer asked = request == null ? null : request.rowsMax();
    if (asked == null) {
      return ofChart;
    }
    if (asked < 1 || asked > ROWS_MAX) {
      throw new WeirException(
          ErrorCode.BAD_REQUEST,
          "'rowsMax' is " + asked + ".",
          "Use a number from 1 to " + ROWS_MAX + ", or leave it out.");
    }
    return asked;
  }
}
