package dev.weir.web.dashboard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.contracts.query.StatementDescription;
import dev.weir.crds.dashboard.Chart;
import dev.weir.crds.dashboard.Dashboard;
import dev.weir.crds.dashboard.DashboardSpec;
import dev.weir.crds.dashboard.NamedQuery;
import dev.weir.crds.validation.Problem;
import dev.weir.web.catalog.CatalogService;
import dev.weir.web.chart.EncodingChecks;
import dev.weir.web.chart.QueryChecks;
import dev.weir.web.content.Assessment;
import dev.weir.web.content.Slug;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds everything that is wrong in a dashboard, its queries included. Thread-safe. */
final class DashboardAssessor {
  private final QueryGateway gateway;
  private final CatalogService catalog;
  private final String publicUrl;

  DashboardAssessor(QueryGateway gateway, CatalogService catalog, String publicUrl) {
    this.gateway = gateway;
    this.catalog = catalog;
    this.publicUrl = publicUrl;
  }

  Assessment assess(Caller caller, Slug slug, Dashboard dashboard) {
    DashboardSpec spec = dashboard.getSpec();
    QueryChecks queries =
        new QueryChecks(
            gateway,
            caller,
            spec.namespace(),
            new Origin(Origin.Kind.DASHBOARD, slug.label(), null));
    List<Problem> problems = new ArrayList<>(SpecChecks.check(spec));
    List<Problem> encodings = encodings(spec, queries);
    problems.addAll(queries.problems());
    problems.addAll(encodings);
    problems.addAll(FilterChecks.check(catalog, caller, spec));
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("charts", spec.charts().size());
    status.put("queries", statements(spec));
    status.put("url", publicUrl + "/d/" + slug.text());
    return new Assessment(
        spec.title(), spec.folder(), spec.charts().size(), queries.relations(), problems, status);
  }

  private static List<Problem> encodings(DashboardSpec spec, QueryChecks queries) {
    Map<String, Optional<StatementDescription>> named = new HashMap<>();
    for (int i = 0; i < spec.queries().size(); i++) {
      NamedQuery query = spec.queries().get(i);
      named.put(
          query.name(),
          queries.describe(
              "spec.queries[" + i + "].sql", "query \"" + query.name() + "\"", query.sql()));
    }
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < spec.charts().size(); i++) {
      Chart chart = spec.charts().get(i);
      String path = "spec.charts[" + i + "]";
      Optional<StatementDescription> rows =
          chart.sql() != null
              ? queries.describe(path + ".sql", "chart \"" + chart.name() + "\"", chart.sql())
              : named.getOrDefault(chart.query(), Optional.empty());
      rows.ifPresent(known -> problems.addAll(EncodingChecks.check(path, chart, known.columns())));
    }
    return problems;
  }

  private static int statements(DashboardSpec spec) {
    return spec.queries().size()
        + (int) spec.charts().stream().filter(chart -> chart.sql() != null).count();
  }
}
