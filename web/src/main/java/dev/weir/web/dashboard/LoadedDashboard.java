package dev.weir.web.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.dashboard.Chart;
import dev.weir.crds.dashboard.Dashboard;
import dev.weir.crds.dashboard.DashboardSpec;
import dev.weir.crds.dashboard.Filter;
import dev.weir.crds.dashboard.NamedQuery;
import dev.weir.crds.validation.Suggestion;
import dev.weir.web.content.Slug;
import dev.weir.web.store.StoredContent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An accepted dashboard, ready to answer for its charts: parts by name, each chart with its
 * statement. Immutable; made once for each version.
 *
 * @param slug its name
 * @param spec as it was accepted
 * @param charts by name
 * @param filters by name
 * @param statements SQL by name of chart
 */
public record LoadedDashboard(
    Slug slug,
    DashboardSpec spec,
    Map<String, Chart> charts,
    Map<String, Filter> filters,
    Map<String, String> statements) {

  // It was checked when it was accepted; a newer version may have stored fields that this one
  // lacks.
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Reads a stored resource. */
  public static LoadedDashboard parse(StoredContent stored) {
    Slug slug = Slug.parse(stored.key().slug());
    DashboardSpec spec = read(stored.resource());
    Map<String, String> queries =
        spec.queries().stream().collect(Collectors.toMap(NamedQuery::name, NamedQuery::sql));
    Map<String, String> statements = new LinkedHashMap<>();
    for (Chart chart : spec.charts()) {
      statements.put(chart.name(), chart.sql() != null ? chart.sql() : queries.get(chart.query()));
    }
    return new LoadedDashboard(
        slug,
        spec,
        byName(spec.charts(), Chart::name),
        byName(spec.filters(), Filter::name),
        statements);
  }

  private static DashboardSpec read(String json) {
    try {
      return MAPPER.readValue(json, Dashboard.class).getSpec();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored dashboard cannot be read", e);
    }
  }

  /**
   * @throws WeirException RESOURCE_NOT_FOUND with the nearest name
   */
  Chart chart(String name) {
    return part("chart", charts, name, ErrorCode.RESOURCE_NOT_FOUND);
  }

  /**
   * @throws WeirException {@code code} with the nearest name
   */
  Filter filter(String name, ErrorCode code) {
    return part("filter", filters, name, code);
  }

  private <T> T part(String what, Map<String, T> parts, String name, ErrorCode code) {
    T part = parts.get(name);
    if (part == null) {
      throw new WeirException(
          code,
          "The dashboard '" + slug.text() + "' has no " + what + " '" + name + "'.",
          Suggestion.hint(name, parts.keySet())
              .orElse("It has " + String.join(", ", parts.keySet()) + "."));
    }
    return part;
  }

  private static <T> Map<String, T> byName(Iterable<T> parts, Function<T, String> name) {
    Map<String, T> map = new LinkedHashMap<>();
    parts.forEach(part -> map.put(name.apply(part), part));
    return map;
  }
}
