package dev.weir.web.dashboard;

import dev.weir.contracts.error.WeirException;
import dev.weir.crds.dashboard.DashboardSpec;
import dev.weir.crds.dashboard.Filter;
import dev.weir.crds.dashboard.LayoutItem;
import dev.weir.crds.validation.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the rules of the kind leave open and the app cannot show: layout and defaults. Pure. */
final class SpecChecks {
  private SpecChecks() {}

  /** Every problem. */
  static List<Problem> check(DashboardSpec spec) {
    List<Problem> problems = new ArrayList<>();
    layout(spec.layout(), problems);
    defaults(spec.filters(), problems);
    return problems;
  }

  private static void layout(List<LayoutItem> items, List<Problem> problems) {
    Set<String> placed = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      LayoutItem item = items.get(i);
      String path = "spec.layout[" + i + "]";
      if (!placed.add(item.chart())) {
        problems.add(
            Problem.of(path, "\"" + item.chart() + "\" is placed twice", "remove one of them"));
      }
      for (int j = 0; j < i; j++) {
        if (overlap(items.get(j), item)) {
          problems.add(
              Problem.of(
                  path,
                  "\"" + item.chart() + "\" covers \"" + items.get(j).chart() + "\"",
                  "move one of them"));
        }
      }
    }
  }

  private static boolean overlap(LayoutItem a, LayoutItem b) {
    return a.x() < b.x() + b.w()
        && b.x() < a.x() + a.w()
        && a.y() < b.y() + b.h()
        && b.y() < a.y() + a.h();
  }

  private static void defaults(List<Filter> filters, List<Problem> problems) {
    for (int i = 0; i < filters.size(); i++) {
      Filter filter = filters.get(i);
      try {
        FilterValues.restrict(filter, FilterValues.initial(filter));
      } catch (WeirException e) {
        problems.add(Problem.of("spec.filters[" + i + "].default", e.getMessage(), null));
      }
    }
  }
}
