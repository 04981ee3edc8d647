package dev.weir.engine.explain;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes the processors that a plan becomes: each operator as many times as there are threads, but
 * for the limit, which all others are merged into. Pure.
 */
final class PipelineText {
  private final int threads;
  private final List<String> lines = new ArrayList<>();

  PipelineText(int threads) {
    this.threads = threads;
  }

  List<String> write(PlanNode root) {
    write(root, 0);
    return lines;
  }

  private void write(PlanNode node, int depth) {
    List<String> transforms = transforms(node);
    int next = depth;
    for (String transform : transforms) {
      int width = isSingle(node) ? 1 : threads;
      add(next++, transform + " × " + width + (width == 1 ? " processor" : " processors"));
    }
    if (isSingle(node) && threads > 1 && !node.children().isEmpty()) {
      String below = transforms(node.children().getFirst()).getFirst();
      add(
          next++,
          "Merge ("
              + below
              + " × "
              + threads
              + " processors) to ("
              + transforms.getLast()
              + " × 1)");
    }
    for (PlanNode child : node.children()) {
      write(child, next);
    }
  }

  private static boolean isSingle(PlanNode node) {
    return node.isLimit() || node.name().equals("TOP_N") || node.name().equals("ORDER_BY");
  }

  private static List<String> transforms(PlanNode node) {
    if (node.isProjection()) {
      return PlanShape.isPlain(node)
          ? List.of("ProjectionTransform")
          : List.of("ProjectionTransform", "ExpressionTransform");
    }
    if (node.isScan()) {
      return List.of("SourceTransform");
    }
    if (node.isLimit()) {
      return List.of("LimitTransform");
    }
    String name = node.name();
    return List.of(
        name.equals("FILTER")
            ? "FilterTransform"
            : name.contains("JOIN")
                ? "JoinTransform"
                : name.contains("GROUP_BY") || name.contains("AGGREGATE")
                    ? "AggregatorTransform"
                    : name.equals("ORDER_BY") || name.equals("TOP_N")
                        ? "SortTransform"
                        : "Transform");
  }

  private void add(int depth, String line) {
    lines.add("  ".repeat(depth) + line);
  }
}
