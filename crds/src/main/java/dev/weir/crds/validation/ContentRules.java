package dev.weir.crds.validation;

import dev.weir.crds.WeirResource;
import dev.weir.crds.chart.ChartType;
import dev.weir.crds.chart.Encoding;
import dev.weir.crds.dashboard.Chart;
import dev.weir.crds.dashboard.Dashboard;
import dev.weir.crds.dashboard.DashboardSpec;
import dev.weir.crds.dashboard.Filter;
import dev.weir.crds.dashboard.FilterType;
import dev.weir.crds.notebook.Cell;
import dev.weir.crds.notebook.Notebook;
import dev.weir.crds.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rules that a schema cannot hold, because they would cost the API server too much or belong to one
 * type of chart. In a cluster they show as {@code Accepted=False}.
 */
final class ContentRules {

  private ContentRules() {}

  static List<Problem> check(WeirResource<?, ?> resource) {
    return switch (resource) {
      case Dashboard dashboard -> checkDashboard(dashboard.getSpec());
      case Notebook notebook -> checkNotebook(notebook.getSpec().cells());
      case Table table -> TableRules.check(table.getSpec());
      default -> List.of();
    };
  }

  private static List<Problem> checkDashboard(DashboardSpec spec) {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < spec.charts().size(); i++) {
      Chart chart = spec.charts().get(i);
      String path = Paths.item("spec.charts", i);
      checkEncoding(path, chart.type(), chart.encoding(), problems);
    }
    for (int i = 0; i < spec.filters().size(); i++) {
      checkFilter(Paths.item("spec.filters", i), spec.filters().get(i), problems);
    }
    return problems;
  }

  private static void checkFilter(String path, Filter filter, List<Problem> problems) {
    if (filter.initial() == null) {
      return;
    }
    boolean values = filter.type() == FilterType.VALUES;
    boolean bounds = filter.initial().min() != null || filter.initial().max() != null;
    if (values && bounds) {
      problems.add(
          Problem.of(path + ".default", "a Values filter has values, no min or max", null));
    }
    if (!values && !filter.initial().values().isEmpty()) {
      problems.add(
          Problem.of(path + ".default", "a range filter has min and max, no values", null));
    }
  }

  private static List<Problem> checkNotebook(List<Cell> cells) {
    List<Problem> problems = new ArrayList<>();
    List<String> earlier = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      if (cell.chart() != null) {
        String path = Paths.item("spec.cells", i) + ".chart";
        checkEncoding(path, cell.chart().type(), cell.chart().encoding(), problems);
        if (!earlier.contains(cell.chart().query())) {
          problems.add(
              Problem.of(
                  path + ".query",
                  "\"" + cell.chart().query() + "\" is not a query cell above this one",
                  Suggestion.hint(cell.chart().query(), earlier).orElse(null)));
        }
      }
      if (cell.sql() != null) {
        earlier.add(cell.name());
      }
    }
    return problems;
  }

  private static void checkEncoding(
      String path, ChartType type, Encoding encoding, List<Problem> problems) {
    missing(type, encoding)
        .ifPresent(
            what ->
                problems.add(
                    Problem.of(path + ".encoding", "this type of chart needs " + what, null)));
  }

  private static Optional<String> missing(ChartType type, Encoding encoding) {
    boolean xAndY = encoding.x() != null && !encoding.y().isEmpty();
    return switch (type) {
      case TABLE -> Optional.empty();
      case BIG_NUMBER -> need(encoding.value() != null, "value");
      case HEAT_MAP -> need(xAndY && encoding.value() != null, "x, y and value");
      case PIE -> need(encoding.x() != null && encoding.value() != null, "x and value");
      case TIME_SERIES, LINE, AREA, BAR, HISTOGRAM, SCATTER -> need(xAndY, "x and y");
    };
  }

  private static Optional<String> need(boolean there, String what) {
    return there ? Optional.empty() : Optional.of(what);
  }
}
