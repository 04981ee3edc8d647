package dev.weir.web.notebook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.contracts.query.Caller;
import dev.weir.contracts.query.Origin;
import dev.weir.contracts.query.QueryGateway;
import dev.weir.contracts.query.StatementDescription;
import dev.weir.crds.notebook.Cell;
import dev.weir.crds.notebook.CellChart;
import dev.weir.crds.notebook.Notebook;
import dev.weir.crds.notebook.NotebookSpec;
import dev.weir.crds.validation.Problem;
import dev.weir.web.chart.EncodingChecks;
import dev.weir.web.chart.QueryChecks;
import dev.weir.web.content.Assessment;
import dev.weir.web.content.Slug;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds everything that is wrong in a notebook. A statement that does not run is not: a notebook
 * may hold unfinished work, so the failure goes into its status. Thread-safe.
 */
final class NotebookAssessor {
  private final QueryGateway gateway;
  private final String publicUrl;

  NotebookAssessor(QueryGateway gateway, String publicUrl) {
    this.gateway = gateway;
    this.publicUrl = publicUrl;
  }

  Assessment assess(Caller caller, Slug slug, Notebook notebook) {
    NotebookSpec spec = notebook.getSpec();
    QueryChecks queries =
        new QueryChecks(
            gateway,
            caller,
            spec.namespace(),
            new Origin(Origin.Kind.NOTEBOOK, slug.label(), null));
    Map<String, Optional<StatementDescription>> rows = describe(spec, queries);
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < spec.cells().size(); i++) {
      problems.addAll(encoding("spec.cells[" + i + "].chart", spec.cells().get(i), rows));
    }
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("cells", spec.cells().size());
    status.put("url", publicUrl + "/n/" + slug.text());
    if (!queries.problems().isEmpty()) {
      status.put("lastError", queries.problems().getFirst().text());
    }
    return new Assessment(
        spec.title(), spec.folder(), spec.cells().size(), queries.relations(), problems, status);
  }

  private static Map<String, Optional<StatementDescription>> describe(
      NotebookSpec spec, QueryChecks queries) {
    Map<String, Optional<StatementDescription>> rows = new HashMap<>();
    for (int i = 0; i < spec.cells().size(); i++) {
      Cell cell = spec.cells().get(i);
      if (cell.sql() != null) {
        // With parameters it can only be described once they have values.
        rows.put(
            cell.name(),
            spec.parameters().stream().anyMatch(p -> cell.sql().contains("$" + p.name()))
                ? Optional.empty()
                : queries.describe(
                    "spec.cells[" + i + "].sql", "cell \"" + cell.name() + "\"", cell.sql()));
      }
    }
    return rows;
  }

  private static List<Problem> encoding(
      String path, Cell cell, Map<String, Optional<StatementDescription>> rows) {
    CellChart chart = cell.chart();
    if (chart == null) {
      return List.of();
    }
    return rows.getOrDefault(chart.query(), Optional.empty())
        .map(known -> EncodingChecks.check(path, chart.toChart(cell.name()), known.columns()))
        .orElse(List.of());
  }
}
