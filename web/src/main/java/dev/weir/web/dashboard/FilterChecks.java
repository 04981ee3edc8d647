package dev.weir.web.dashboard;

import dev.weir.contracts.query.Caller;
import dev.weir.crds.dashboard.DashboardSpec;
import dev.weir.crds.dashboard.Filter;
import dev.weir.crds.dashboard.FilterTarget;
import dev.weir.crds.dashboard.FilterType;
import dev.weir.crds.validation.Problem;
import dev.weir.crds.validation.Suggestion;
import dev.weir.web.api.CatalogColumn;
import dev.weir.web.catalog.CatalogService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether the columns that filters restrict are there and of a fitting type. */
final class FilterChecks {
  private static final Pattern NUMERIC =
      Pattern.compile("(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT|FLOAT|DOUBLE|DECIMAL).*");
  private static final Pattern TEMPORAL = Pattern.compile("(DATE|TIMESTAMP).*");

  private FilterChecks() {}

  static List<Problem> check(CatalogService catalog, Caller caller, DashboardSpec spec) {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < spec.filters().size(); i++) {
      Filter filter = spec.filters().get(i);
      for (int j = 0; j < filter.targets().size(); j++) {
        check(
                catalog,
                caller,
                spec.namespace(),
                filter.type(),
                filter.targets().get(j),
                "spec.filters[" + i + "].targets[" + j + "]")
            .ifPresent(problems::add);
      }
    }
    return problems;
  }

  private static Optional<Problem> check(
      CatalogService catalog,
      Caller caller,
      String namespace,
      FilterType type,
      FilterTarget target,
      String path) {
    TargetName table = TargetName.of(target.table(), namespace);
    Optional<List<CatalogColumn>> columns =
        catalog.findColumns(caller, table.namespace(), table.name());
    if (columns.isEmpty()) {
      return Optional.of(
          Problem.of(
                  path + ".table",
                  "there is no table or view \"" + table.text() + "\"",
                  Suggestion.hint(table.text(), catalog.listNames(caller)).orElse(null))
              .withMissingTable());
    }
    Optional<CatalogColumn> column =
        columns.get().stream()
            .filter(known -> known.name().equalsIgnoreCase(target.column()))
            .findFirst();
    if (column.isEmpty()) {
      List<String> names = columns.get().stream().map(CatalogColumn::name).toList();
      return Optional.of(
          Problem.of(
              path + ".column",
              "the table " + table.text() + " has no column \"" + target.column() + "\"",
              Suggestion.hint(target.column(), names)
                  .orElse("it has " + String.join(", ", names))));
    }
    return fits(type, column.get().type())
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                path + ".column",
                "\"" + target.column() + "\" is of type " + column.get().type(),
                type == FilterType.RANGE
                    ? "a filter of type Range needs a number"
                    : "a filter of type DateRange needs a date or a timestamp"));
  }

  private static boolean fits(FilterType type, String columnType) {
    return switch (type) {
      case VALUES -> true;
      case RANGE -> NUMERIC.matcher(columnType).matches();
      case DATE_RANGE -> TEMPORAL.matcher(columnType).matches();
    };
  }
}
