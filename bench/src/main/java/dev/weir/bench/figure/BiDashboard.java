package dev.weir.bench.figure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.bench.weir.RestClient;
import java.io.IOException;
import java.util.Map;

/** A dashboard whose charts are tables, one for each statement, so that the chart door runs it. */
final class BiDashboard {
  private static final String SLUG = "weir-bench";

  private BiDashboard() {}

  /** Makes it, or makes it anew. */
  static void save(RestClient rest, Map<String, String> statements) throws IOException {
    ObjectNode resource = RestClient.JSON.createObjectNode();
    resource.put("apiVersion", "weir.dev/v1alpha1").put("kind", "Dashboard");
    resource.putObject("metadata").put("name", SLUG).put("namespace", "default");
    ObjectNode spec = resource.putObject("spec");
    spec.putObject("warehouseRef").put("name", "local");
    spec.put("title", "Bench").put("namespace", "default");
    ArrayNode queries = spec.putArray("queries");
    ArrayNode charts = spec.putArray("charts");
    ArrayNode layout = spec.putArray("layout");
    int y = 0;
    for (Map.Entry<String, String> statement : statements.entrySet()) {
      String name = chartOf(statement.getKey());
      queries.addObject().put("name", name).put("sql", statement.getValue());
      charts.addObject().put("name", name).put("type", "Table").put("query", name);
      layout.addObject().put("chart", name).put("x", 0).put("y", y).put("w", 12).put("h", 8);
      y += 8;
    }
    rest.put("/api/v1/dashboards/" + SLUG, "application/json", resource.toString());
  }

  /** Where the rows of a statement's chart are asked for. */
  static String path(String statement) {
    return "/api/v1/dashboards/" + SLUG + "/charts/" + chartOf(statement) + "/data";
  }

  static void delete(RestClient rest) throws IOException {
    rest.delete("/api/v1/dashboards/" + SLUG);
  }

  private static String chartOf(String statement) {
    return "c" + statement;
  }
}
