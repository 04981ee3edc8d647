package dev.weir.web.dashboard;

import dev.weir.contracts.query.QueryGateway;
import dev.weir.crds.dashboard.Dashboard;
import dev.weir.web.api.ContentKind;
import dev.weir.web.catalog.CatalogService;
import dev.weir.web.content.ContentCache;
import dev.weir.web.content.ContentShelf;

/**
 * The services of dashboards, wired over one memory of them.
 *
 * @param service list, read, store, delete
 * @param charts the rows of charts
 * @param options what filters may be set to
 */
public record Dashboards(
    DashboardService service, ChartDataService charts, FilterOptionService options) {

  /**
   * @param publicUrl how a browser reaches the app, no slash at the end
   */
  public static Dashboards create(
      QueryGateway gateway,
      CatalogService catalog,
      String publicUrl,
      ContentCache<LoadedDashboard> cache,
      ContentShelf.Parts parts) {
    DashboardAssessor assessor = new DashboardAssessor(gateway, catalog, publicUrl);
    ContentShelf<Dashboard, LoadedDashboard> shelf =
        new ContentShelf<>(ContentKind.DASHBOARD, Dashboard.class, assessor::assess, cache, parts);
    DashboardLibrary library = new DashboardLibrary(cache);
    return new Dashboards(
        new DashboardService(shelf),
        new ChartDataService(library, gateway, parts.health()),
        new FilterOptionService(library, gateway));
  }
}
