package dev.weir.crds.validation;

import dev.weir.contracts.error.WeirException;
import dev.weir.crds.table.Column;
import dev.weir.crds.table.LoadLocation;
import dev.weir.crds.table.LoadSource;
import dev.weir.crds.table.TableSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What no schema can say of a table. */
final class TableRules {

  private TableRules() {}

  static List<Problem> check(TableSpec spec) {
    List<Problem> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < spec.columns().size(); i++) {
      Column column = spec.columns().get(i);
      if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
        problems.add(
            Problem.of(
                Paths.item("spec.columns", i) + ".name",
                "\"" + column.name() + "\" is there already; case does not tell two names apart",
                null));
      }
    }
    List<String> columns = spec.columns().stream().map(Column::name).toList();
    for (int i = 0; i < spec.load().size(); i++) {
      checkLoad(Paths.item("spec.load", i), spec.load().get(i), columns, problems);
    }
    return problems;
  }

  private static void checkLoad(
      String path, LoadSource source, List<String> columns, List<Problem> problems) {
    try {
      LoadLocation unused = LoadLocation.parse(source.source());
    } catch (WeirException e) {
      problems.add(Problem.of(path + ".source", e.getMessage(), e.hint()));
    }
    if (source.rowNumberColumn() != null && !columns.contains(source.rowNumberColumn())) {
      problems.add(
          Problem.of(
              path + ".rowNumberColumn",
              "\"" + source.rowNumberColumn() + "\" is not among columns",
              Suggestion.hint(source.rowNumberColumn(), columns).orElse(null)));
    }
  }
}
