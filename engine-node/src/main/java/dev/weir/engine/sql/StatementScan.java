package dev.weir.engine.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.SourcePosition;
import dev.weir.contracts.error.WeirException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a syntax tree once: collects the tables that it names, and refuses what sessions may not
 * say. What is not known to be harmless is refused, so that a new kind of node in a new version of
 * the engine is an error and not a hole. Without recursion, because trees are deep.
 */
final class StatementScan {
  private static final Set<String> TABLE_NODES =
      Set.of(
          "BASE_TABLE",
          "SUBQUERY",
          "JOIN",
          "TABLE_FUNCTION",
          "EXPRESSION_LIST",
          "EMPTY",
          "PIVOT",
          "SHOW_REF");
  private static final Set<String> QUERY_NODES =
      Set.of("SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE");

  private record Visit(JsonNode node, Set<String> commonTables) {}

  private final SourceText source;
  private final EditedText edited;
  private final String sql;
  private final FunctionPolicy policy;
  private final Deque<Visit> open = new ArrayDeque<>();
  private final Map<JsonNode, TableReference> tables = new IdentityHashMap<>();
  private boolean repeatable = true;
  private boolean usesNumbers;

  StatementScan(String sql, EditedText edited, SourceText source, FunctionPolicy policy) {
    this.sql = sql;
    this.edited = edited;
    this.source = source;
    this.policy = policy;
  }

  Map<JsonNode, TableReference> tables() {
    return tables;
  }

  boolean repeatable() {
    return repeatable;
  }

  boolean usesNumbers() {
    return usesNumbers;
  }

  void scan(JsonNode root) {
    open.push(new Visit(root, Set.of()));
    while (!open.isEmpty()) {
      Visit visit = open.pop();
      if (visit.node().isArray()) {
        visit.node().forEach(child -> push(child, visit.commonTables()));
      } else if (visit.node().isObject()) {
        scanObject(visit.node(), visit.commonTables());
      }
    }
  }

  private void scanObject(JsonNode node, Set<String> commonTables) {
    String type = SyntaxTree.text(node, "type");
    if (node.has("cte_map")) {
      scanQuery(node, type, commonTables);
      return;
    }
    if (!node.has("class")
        && (TABLE_NODES.contains(type) || (node.has("sample") && node.has("alias")))) {
      scanTable(node, type, commonTables);
      return;
    }
    if (node.has("function_name")) {
      scanFunction(node, policy.allowsExpression(SyntaxTree.text(node, "function_name")));
    } else if (type.equals("COLUMN_REF")) {
      scanColumn(node);
    }
    pushChildren(node, commonTables, "");
  }

  /**
   * A common table expression is seen by those behind it and by the query; a recursive one by
   * itself.
   */
  private void scanQuery(JsonNode node, String type, Set<String> outer) {
    if (!QUERY_NODES.contains(type)) {
      throw refusal(ErrorCode.STATEMENT_NOT_SUPPORTED, "this kind of query", node, null);
    }
    Set<String> seen = outer;
    for (JsonNode entry : node.get("cte_map").path("map")) {
      String name = SyntaxTree.text(entry, "key").toLowerCase(Locale.ROOT);
      if (name.contains("/") || name.contains("\\")) {
        // The engine takes a table name that looks like a path for a file, where it is not a name.
        throw refusal(ErrorCode.STATEMENT_NOT_SUPPORTED, "a name with a slash in WITH", node, null);
      }
      Set<String> withName = new HashSet<>(seen);
      withName.add(name);
      JsonNode body = entry.path("value").path("query_node");
      boolean recursive = SyntaxTree.text(body, "type").equals("RECURSIVE_CTE_NODE");
      push(entry.path("value"), recursive ? withName : seen);
      seen = withName;
    }
    if (node.hasNonNull("sample")) {
      repeatable = false;
    }
    pushChildren(node, seen, "cte_map");
  }

  private void scanTable(JsonNode node, String type, Set<String> commonTables) {
    if (!TABLE_NODES.contains(type)) {
      throw refusal(ErrorCode.STATEMENT_NOT_SUPPORTED, "this in FROM", node, null);
    }
    if (node.hasNonNull("sample")) {
      repeatable = false;
    }
    String judged = "";
    switch (type) {
      case "BASE_TABLE" -> {
        List<String> path = SyntaxTree.texts(node.path("qualified_name"), "path");
        if (path.size() > 1 || !commonTables.contains(path.getFirst().toLowerCase(Locale.ROOT))) {
          tables.put(node, reference(node, path));
        }
      }
      case "TABLE_FUNCTION" -> {
        JsonNode function = node.path("function");
        String name = SyntaxTree.text(function, "function_name").toLowerCase(Locale.ROOT);
        if (!policy.allowsTable(name)) {
          throw unknownFunction(name, node, policy.tables());
        }
        usesNumbers |= name.equals("numbers") || name.equals("numbers_mt");
        // Its arguments are expressions; the function itself is judged here.
        judged = "function";
        pushChildren(function, commonTables, "");
      }
      case "SHOW_REF" -> {
        String kind = SyntaxTree.text(node, "show_type");
        if (node.path("query").isMissingNode()
            || node.path("query").isNull()
            || !(kind.equals("DESCRIBE") || kind.equals("SUMMARY"))) {
          throw refusal(ErrorCode.STATEMENT_NOT_SUPPORTED, "SHOW in FROM", node, null);
        }
      }
      default -> {}
    }
    pushChildren(node, commonTables, judged);
  }

  private TableReference reference(JsonNode node, List<String> path) {
    int location = SyntaxTree.location(node);
    int start = location < 0 ? -1 : source.charAt(location);
    int end = location < 0 ? -1 : source.charAt(location + SyntaxTree.locationLength(node));
    JsonNode at = node.path("at_clause");
    boolean pinned = at.isObject();
    return new TableReference(
        path,
        SyntaxTree.text(node, "alias"),
        pinned ? SyntaxTree.text(at, "unit") : null,
        pinned ? at.get("expr") : null,
        start,
        Math.max(0, end - start));
  }

  private void scanFunction(JsonNode node, boolean allowed) {
    String name = SyntaxTree.text(node, "function_name").toLowerCase(Locale.ROOT);
    if (policy.isVolatile(name)) {
      repeatable = false;
    } else if (!allowed) {
      throw unknownFunction(name, node, policy.expressions());
    }
  }

  /** {@code current_date} and its like are columns until the engine finds that there are none. */
  private void scanColumn(JsonNode node) {
    List<String> names = SyntaxTree.texts(node, "column_names");
    if (names.size() == 1 && policy.isVolatile(names.getFirst())) {
      repeatable = false;
    }
  }

  private void pushChildren(JsonNode node, Set<String> commonTables, String except) {
    Iterator<Map.Entry<String, JsonNode>> fields = node.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      if (!field.getKey().equals(except)) {
        push(field.getValue(), commonTables);
      }
    }
  }

  private void push(JsonNode node, Set<String> commonTables) {
    if (node.isContainerNode() && !node.isEmpty()) {
      open.push(new Visit(node, commonTables));
    }
  }

  private WeirException unknownFunction(String name, JsonNode node, Iterable<String> known) {
    if (policy.refuses(name)) {
      return refusal(
          ErrorCode.FUNCTION_NOT_ALLOWED,
          "function " + name,
          node,
          "Queries reach tables of the catalog only: no files, network, settings or engine tables.");
    }
    String similar = Similarity.nearest(name, known);
    return new WeirException(
        ErrorCode.FUNCTION_NOT_ALLOWED,
        "there is no function " + name,
        similar == null ? null : "Did you mean " + similar + "?",
        position(node),
        null);
  }

  private WeirException refusal(ErrorCode code, String what, JsonNode node, @Nullable String hint) {
    return new WeirException(code, what + " is not open to queries", hint, position(node), null);
  }

  private @Nullable SourcePosition position(JsonNode node) {
    int location = SyntaxTree.location(node);
    if (location < 0) {
      return null;
    }
    int start = source.charAt(location);
    int end = source.charAt(location + SyntaxTree.locationLength(node));
    int from = edited.toOriginal(start);
    return new SourceText(sql).position(from, Math.max(from, edited.toOriginal(end)));
  }
}
