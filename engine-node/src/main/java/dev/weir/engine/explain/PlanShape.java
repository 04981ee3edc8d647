package dev.weir.engine.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Brings the engine's physical plan into the shape in which people read plans: a limit above the
 * projections that it was pushed through, and no operator that only renames or collects. The
 * meaning stays the same. Pure.
 */
final class PlanShape {
  private static final Pattern PLAIN_COLUMN = Pattern.compile("#?[\\p{L}\\p{N}_.\" ]+");

  private static final Set<String> WRAPPERS =
      Set.of("RESULT_COLLECTOR", "EXECUTE", "EXPLAIN_ANALYZE", "STREAMING_RESULT_COLLECTOR");

  private PlanShape() {}

  static PlanNode of(PlanNode physical) {
    PlanNode node = physical;
    while (WRAPPERS.contains(node.name()) && node.children().size() == 1) {
      node = node.children().getFirst();
    }
    List<PlanNode> children = new ArrayList<>();
    node.children().forEach(child -> children.add(of(child)));
    node = node.withChildren(children);
    if (!node.isProjection() || children.size() != 1) {
      return node;
    }
    PlanNode child = children.getFirst();
    if (child.isLimit()) {
      return child.withChildren(List.of(of(node.withChildren(child.children()))));
    }
    if (child.isProjection() && isPlain(child)) {
      return of(node.withChildren(child.children()));
    }
    return node;
  }

  /** Whether a projection only hands columns on. */
  static boolean isPlain(PlanNode projection) {
    return projection.texts("Projections").stream().allMatch(PlanShape::isPlain);
  }

  static boolean isPlain(String expression) {
    return PLAIN_COLUMN.matcher(expression).matches();
  }
}
