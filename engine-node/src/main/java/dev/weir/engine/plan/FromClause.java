package dev.weir.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.engine.sql.SyntaxTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The FROM of one SELECT: its tables, and for each the conditions that every row of it has to meet
 * to be of any use. A condition holds for both sides of an inner join, for the preserved side of an
 * outer join, and the ON of an outer join for the other side. Pure.
 */
final class FromClause {
  private final Map<JsonNode, List<JsonNode>> conditions = new IdentityHashMap<>();
  private final List<JsonNode> items = new ArrayList<>();
  private final Set<String> mergedColumns = new HashSet<>();
  private boolean natural;

  /** Reads the FROM and WHERE of a SELECT_NODE. */
  static FromClause of(JsonNode select) {
    FromClause from = new FromClause();
    List<JsonNode> where = new ArrayList<>();
    if (select.hasNonNull("where_clause")) {
      where.add(select.get("where_clause"));
    }
    from.read(select.path("from_table"), where);
    return from;
  }

  /** Everything that has a name in the FROM. */
  List<JsonNode> items() {
    return items;
  }

  /** What rows of a base table have to meet; empty when nothing is known. */
  List<JsonNode> conditionsOf(JsonNode table) {
    return conditions.getOrDefault(table, List.of());
  }

  /** Whether an outer join gives that name to a mix of two columns. */
  boolean isMerged(String column) {
    return natural || mergedColumns.contains(column.toLowerCase(Locale.ROOT));
  }

  private void read(JsonNode table, List<JsonNode> known) {
    if (!SyntaxTree.text(table, "type").equals("JOIN")) {
      items.add(table);
      conditions.put(table, known);
      return;
    }
    String type = SyntaxTree.text(table, "join_type");
    String kind = SyntaxTree.text(table, "ref_type");
    List<JsonNode> on = new ArrayList<>();
    if (table.hasNonNull("condition")) {
      on.add(table.get("condition"));
    }
    if (!type.equals("INNER")) {
      natural |= kind.equals("NATURAL");
      SyntaxTree.texts(table, "using_columns")
          .forEach(column -> mergedColumns.add(column.toLowerCase(Locale.ROOT)));
    }
    boolean plain = kind.equals("REGULAR") || kind.equals("CROSS") || kind.equals("NATURAL");
    List<JsonNode> left = List.of();
    List<JsonNode> right = List.of();
    if (plain) {
      switch (type) {
        case "INNER" -> {
          left = joined(known, on);
          right = left;
        }
        case "LEFT" -> {
          left = known;
          right = on;
        }
        case "RIGHT" -> {
          left = on;
          right = known;
        }
        case "SEMI" -> {
          left = joined(known, on);
          right = on;
        }
        case "ANTI" -> {
          left = known;
          right = on;
        }
        default -> {}
      }
    }
    read(table.path("left"), left);
    read(table.path("right"), right);
  }

  private static List<JsonNode> joined(List<JsonNode> first, List<JsonNode> second) {
    List<JsonNode> joined = new ArrayList<>(first);
    joined.addAll(second);
    return joined;
  }
}
