package dev.weir.engine.resolve;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedView;
import dev.weir.engine.sql.TableReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds views that lead back to themselves, and views that are nested too deeply. Pure. */
final class ViewCycles {
  private final Map<RelationKey, ResolvedRelation> relations;
  private final int depthMax;
  private final Map<RelationKey, Integer> depths = new HashMap<>();
  private final List<RelationKey> path = new ArrayList<>();

  private ViewCycles(Map<RelationKey, ResolvedRelation> relations, int depthMax) {
    this.relations = relations;
    this.depthMax = depthMax;
  }

  static void check(Map<RelationKey, ResolvedRelation> relations, int depthMax) {
    ViewCycles cycles = new ViewCycles(relations, depthMax);
    relations.keySet().forEach(cycles::depth);
  }

  private int depth(RelationKey key) {
    Integer known = depths.get(key);
    if (known != null) {
      return known;
    }
    if (!(relations.get(key) instanceof ResolvedView view)) {
      depths.put(key, 0);
      return 0;
    }
    int start = path.indexOf(key);
    if (start >= 0) {
      String cycle =
          path.subList(start, path.size()).stream()
              .map(step -> step.name().toString())
              .collect(Collectors.joining(" → "));
      throw new WeirException(
          ErrorCode.CYCLIC_VIEW,
          "view " + view.name() + " leads back to itself: " + cycle + " → " + key.name(),
          "Change one of the views with CREATE OR REPLACE VIEW.");
    }
    if (path.size() >= depthMax) {
      throw new WeirException(
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          "views are nested more than " + depthMax + " deep",
          "Make one of them a table.");
    }
    path.add(key);
    int deepest = 0;
    for (TableReference reference : view.definition().statement().tables().values()) {
      deepest =
          Math.max(
              deepest,
              depth(RelationKey.of(reference, view.definition().defaultNamespace(), view.pin())));
    }
    path.removeLast();
    depths.put(key, deepest + 1);
    return deepest + 1;
  }
}
