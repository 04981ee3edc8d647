package dev.weir.web.chart;

import dev.weir.contracts.query.ResultColumn;
import dev.weir.crds.chart.ChartColumn;
import dev.weir.crds.chart.Encoding;
import dev.weir.crds.dashboard.Chart;
import dev.weir.crds.validation.Problem;
import dev.weir.crds.validation.Suggestion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the columns that a chart names are among those of its rows. Pure. */
public final class EncodingChecks {
  private final String path;
  private final String chart;
  private final List<String> columns;
  private final List<Problem> problems = new ArrayList<>();

  private EncodingChecks(String path, String chart, List<String> columns) {
    this.path = path;
    this.chart = chart;
    this.columns = columns;
  }

  /**
   * Every problem.
   *
   * @param path of the chart in its resource
   * @param columns of its rows
   */
  public static List<Problem> check(String path, Chart chart, List<ResultColumn> columns) {
    EncodingChecks checks =
        new EncodingChecks(path, chart.name(), columns.stream().map(ResultColumn::name).toList());
    checks.fields(chart);
    return checks.problems;
  }

  private void fields(Chart chart) {
    Encoding encoding = chart.encoding();
    field("encoding.x", encoding.x());
    for (int i = 0; i < encoding.y().size(); i++) {
      field("encoding.y[" + i + "]", encoding.y().get(i));
    }
    field("encoding.series", encoding.series());
    field("encoding.color", encoding.color());
    field("encoding.value", encoding.value());
    field("encoding.size", encoding.size());
    field("encoding.label", encoding.label());
    field("encoding.compare", encoding.compare());
    List<ChartColumn> tableColumns = chart.columns();
    for (int i = 0; i < tableColumns.size(); i++) {
      field("columns[" + i + "].name", tableColumns.get(i).name());
    }
    if (chart.crossFilter() != null) {
      field("crossFilter.field", chart.crossFilter().field());
    }
  }

  private void field(String field, @Nullable String name) {
    if (name != null && !columns.contains(name)) {
      problems.add(
          Problem.of(
              path + "." + field,
              "chart \"" + chart + "\": there is no column \"" + name + "\" in its rows",
              Suggestion.hint(name, columns)
                  .orElse("its rows have " + String.join(", ", columns))));
    }
  }
}
