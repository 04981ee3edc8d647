package dev.weir.engine.explain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.engine.sql.SyntaxTree;
import java.util.ArrayList;
import java.util.List;

/**
 * An operator of the SQL engine's plan.
 *
 * @param name as the engine calls it, {@code HASH_JOIN}
 * @param info what the engine says about it
 * @param rows that it made, or -1 when it did not run
 * @param seconds that it took of all threads, or -1
 * @param rowGroups that a scan looked at, or -1
 * @param children it reads from
 */
record PlanNode(
    String name,
    JsonNode info,
    long rows,
    double seconds,
    long rowGroups,
    List<PlanNode> children) {

  /** Reads a plan of EXPLAIN (FORMAT JSON), or of a profile. */
  static PlanNode of(JsonNode node) {
    List<PlanNode> children = new ArrayList<>();
    node.path("children").forEach(child -> children.add(of(child)));
    String name = SyntaxTree.text(node, node.has("name") ? "name" : "type");
    JsonNode info = node.path("extra_info");
    if (name.equals("TABLE_SCAN") && info.has("Function")) {
      name = SyntaxTree.text(info, "Function");
    }
    return new PlanNode(
        name,
        info,
        node.has("intermediate_rows") ? node.get("intermediate_rows").asLong() : -1,
        node.has("timing") ? node.get("timing").asDouble() : -1,
        node.has("row_groups_scanned") ? node.get("row_groups_scanned").asLong() : -1,
        children);
  }

  /** A field that is one text or a list of them. */
  List<String> texts(String field) {
    JsonNode value = info.path(field);
    if (value.isArray()) {
      return SyntaxTree.texts(info, field);
    }
    return value.isMissingNode() || value.asText().isEmpty() ? List.of() : List.of(value.asText());
  }

  PlanNode withChildren(List<PlanNode> replacement) {
    return new PlanNode(name, info, rows, seconds, rowGroups, replacement);
  }

  boolean isLimit() {
    return name.equals("LIMIT") || name.equals("STREAMING_LIMIT");
  }

  boolean isProjection() {
    return name.equals("PROJECTION");
  }

  boolean isScan() {
    return children.isEmpty();
  }
}
