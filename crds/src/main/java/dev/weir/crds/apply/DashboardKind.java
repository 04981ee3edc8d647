package dev.weir.crds.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.crds.condition.Condition;
import dev.weir.crds.dashboard.Dashboard;
import dev.weir.crds.dashboard.DashboardSpec;
import dev.weir.crds.dashboard.DashboardStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies dashboards: the web app checks every query and stores them. */
final class DashboardKind implements ContentKind<Dashboard, DashboardStatus> {
  private static final String COLLECTION = "/api/v1/dashboards";

  @Override
  public List<Reference> references(Dashboard resource) {
    return Reference.of(resource.getSpec().warehouseRef(), resource.getSpec().computeClusterRef());
  }

  @Override
  public Outcome<DashboardStatus> apply(WeirApi api, Dashboard resource) {
    JsonNode status = WebContent.apply(api, COLLECTION, resource);
    DashboardSpec spec = resource.getSpec();
    int own = (int) spec.charts().stream().filter(chart -> chart.sql() != null).count();
    DashboardStatus facts =
        new DashboardStatus(
            List.of(),
            null,
            spec.charts().size(),
            spec.queries().size() + own,
            status.path("url").asText(null),
            null);
    return Outcome.asSpecified(facts, spec.charts().size() + " charts");
  }

  @Override
  public Outcome<DashboardStatus> check(WeirApi api, Dashboard resource) {
    WebContent.check(api, COLLECTION, resource);
    return ContentKind.super.check(api, resource);
  }

  @Override
  public DashboardStatus status(
      Dashboard resource,
      @Nullable DashboardStatus facts,
      List<Condition> conditions,
      @Nullable Long generation,
      @Nullable String lastError) {
    return facts == null
        ? new DashboardStatus(conditions, generation, 0, 0, null, lastError)
        : new DashboardStatus(
            conditions, generation, facts.charts(), facts.queries(), facts.url(), lastError);
  }

  @Override
  public String delete(WeirApi api, Dashboard resource) {
    return WebContent.delete(api, COLLECTION, resource)
        ? resource.label() + " was deleted"
        : resource.label() + " was not there";
  }
}
