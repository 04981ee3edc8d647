package dev.weir.web.dashboard;

import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.contracts.query.QueryRequest;
import dev.weir.web.api.ChartDataRequest;
import dev.weir.web.content.ContentHealth;
import dev.weir.web.rows.EncodedRows;
import dev.weir.web.rows.RowsEncoder;
import dev.weir.web.store.ContentKey;
import org.jspecify.annotations.Nullable;

/**
 * The rows of charts. The hot path of Weir: a dashboard in memory, one call of the gateway, bytes.
 * Rights are the gateway's business, for it runs each query as the caller. Thread-safe.
 */
public final class ChartDataService {
  private final DashboardLibrary dashboards;
  private final QueryGateway gateway;
  private final ContentHealth health;

  public ChartDataService(DashboardLibrary dashboards, QueryGateway gateway, ContentHealth health) {
    this.dashboards = dashboards;
    this.gateway = gateway;
    this.health = health;
  }

  /**
   * @param request null: nothing is set
   * @throws WeirException RESOURCE_NOT_FOUND, BAD_REQUEST, or the failure of the query
   */
  public EncodedRows read(
      Caller caller, String slug, String chart, @Nullable ChartDataRequest request) {
    LoadedDashboard dashboard = dashboards.load(caller, slug).parsed();
    QueryRequest query = ChartQuery.of(caller, dashboard, chart, request);
    ContentKey key = dashboards.key(caller, slug);
    try {
      EncodedRows rows = RowsEncoder.encode(gateway.run(query), Math.toIntExact(query.rowsMax()));
      health.succeeded(key, chart);
      return rows;
    } catch (WeirException e) {
      if (query.filters().isEmpty()) {
        health.failed(key, chart, e);
      }
      throw e;
    }
  }
}
