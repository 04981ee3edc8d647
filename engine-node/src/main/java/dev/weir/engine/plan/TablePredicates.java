package dev.weir.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.query.TableFilter;
import dev.weir.engine.resolve.Pin;
import dev.weir.engine.resolve.RelationKey;
import dev.weir.engine.resolve.Resolution;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedTable;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedView;
import dev.weir.engine.sql.ParsedStatement;
import dev.weir.engine.sql.SyntaxTree;
import dev.weir.engine.sql.TableReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the rows that a statement needs of each table, from its WHERE and ON, the views
 * on the way, row filters and the filters of the request. A table that is named more than once
 * needs the rows of each time. Pure.
 */
public final class TablePredicates {
  private final Resolution resolution;
  private final List<@Nullable Object> parameters;
  private final Function<String, @Nullable ParsedStatement> policyParser;
  private final Map<RelationKey, Expression> predicates = new HashMap<>();

  private TablePredicates(
      Resolution resolution,
      List<@Nullable Object> parameters,
      Function<String, @Nullable ParsedStatement> policyParser) {
    this.resolution = resolution;
    this.parameters = parameters;
    this.policyParser = policyParser;
  }

  /**
   * @param filters of the request, by relation
   * @param policyParser the syntax tree of {@code SELECT (row filter)}, null for one that is broken
   * @return a predicate for each table; {@code alwaysTrue} when nothing is known
   */
  public static Map<RelationKey, Expression> of(
      ParsedStatement statement,
      String defaultNamespace,
      Resolution resolution,
      List<@Nullable Object> parameters,
      Map<RelationKey, List<TableFilter>> filters,
      Function<String, @Nullable ParsedStatement> policyParser) {
    TablePredicates reader = new TablePredicates(resolution, parameters, policyParser);
    reader.read(statement, defaultNamespace, resolution.general());
    for (ResolvedView view : resolution.views()) {
      reader.read(view.definition().statement(), view.definition().defaultNamespace(), view.pin());
    }
    reader.restrict(filters);
    return reader.predicates;
  }

  private void read(ParsedStatement statement, String namespace, Pin pin) {
    Map<JsonNode, Expression> found = new IdentityHashMap<>();
    Deque<JsonNode> open = new ArrayDeque<>();
    open.push(statement.root());
    while (!open.isEmpty()) {
      JsonNode node = open.pop();
      if (SyntaxTree.text(node, "type").equals("SELECT_NODE") && node.has("from_table")) {
        readSelect(node, statement, namespace, pin, found);
      }
      node.forEach(
          child -> {
            if (child.isContainerNode()) {
              open.push(child);
            }
          });
    }
    for (Map.Entry<JsonNode, TableReference> entry : statement.tables().entrySet()) {
      RelationKey key = RelationKey.of(entry.getValue(), namespace, pin);
      Expression expression = found.getOrDefault(entry.getKey(), Expressions.alwaysTrue());
      predicates.merge(key, expression, Expressions::or);
    }
  }

  private void readSelect(
      JsonNode select,
      ParsedStatement statement,
      String namespace,
      Pin pin,
      Map<JsonNode, Expression> found) {
    FromClause from = FromClause.of(select);
    for (JsonNode item : from.items()) {
      TableReference reference = statement.tables().get(item);
      if (reference == null
          || !(resolution.find(reference, namespace, pin) instanceof ResolvedTable table)
          || !SyntaxTree.texts(item, "column_name_alias").isEmpty()) {
        continue;
      }
      ColumnScope scope = scope(from, item, table, statement, namespace, pin);
      PredicateReader reader = new PredicateReader(scope, parameters);
      Expression all = Expressions.alwaysTrue();
      for (JsonNode condition : from.conditionsOf(item)) {
        all = Expressions.and(all, reader.read(condition));
      }
      found.put(item, all);
    }
  }

  /** Columns of {@code table} by the names that mean them and nothing else in this FROM. */
  private ColumnScope scope(
      FromClause from,
      JsonNode item,
      ResolvedTable table,
      ParsedStatement statement,
      String namespace,
      Pin pin) {
    return names -> {
      String column = names.getLast();
      boolean ours =
          names.size() == 1
              ? !from.isMerged(column)
                  && from.items().stream()
                      .noneMatch(
                          other ->
                              other != item && hasColumn(other, column, statement, namespace, pin))
              : names.size() == 2
                  && from.items().stream()
                      .allMatch(
                          other ->
                              (other == item) == alias(other).equalsIgnoreCase(names.getFirst()));
      return ours ? visible(table, column) : null;
    };
  }

  /** What a FROM item is called. */
  private static String alias(JsonNode item) {
    String alias = SyntaxTree.text(item, "alias");
    return alias.isEmpty() ? SyntaxTree.text(item, "table_name") : alias;
  }

  private boolean hasColumn(
      JsonNode item, String column, ParsedStatement statement, String namespace, Pin pin) {
    TableReference reference = statement.tables().get(item);
    // Of anything but a table the engine knows the columns: a name in both is an error there.
    return reference != null
        && resolution.find(reference, namespace, pin) instanceof ResolvedTable table
        && table.schema().caseInsensitiveFindField(column) != null;
  }

  /** A column whose stored values the statement sees: not one behind a mask. */
  private static @Nullable NestedField visible(ResolvedTable table, String column) {
    boolean masked =
        table.policy().getColumnMasksMap().keySet().stream().anyMatch(column::equalsIgnoreCase);
    return masked
        ? null
        : table.schema().columns().stream()
            .filter(field -> field.name().equalsIgnoreCase(column))
            .findFirst()
            .orElse(null);
  }

  private void restrict(Map<RelationKey, List<TableFilter>> filters) {
    resolution
        .relations()
        .forEach(
            (key, relation) -> {
              if (relation instanceof ResolvedTable table) {
                Expression all = rowFilter(table);
                for (TableFilter filter : filters.getOrDefault(key, List.of())) {
                  NestedField column = visible(table, filter.column());
                  if (column != null) {
                    all = Expressions.and(all, FilterPredicate.of(filter, column));
                  }
                }
                predicates.merge(key, all, Expressions::and);
              }
            });
  }

  private Expression rowFilter(ResolvedTable table) {
    if (table.policy().getRowFiltersCount() == 0) {
      return Expressions.alwaysTrue();
    }
    // A row filter reads what is stored, masks or not.
    ColumnScope scope =
        names ->
            names.size() != 1
                ? null
                : table.schema().columns().stream()
                    .filter(field -> field.name().equalsIgnoreCase(names.getFirst()))
                    .findFirst()
                    .orElse(null);
    List<Expression> any = new ArrayList<>();
    for (String filter : table.policy().getRowFiltersList()) {
      ParsedStatement parsed = policyParser.apply(filter);
      any.add(
          parsed == null
              ? Expressions.alwaysTrue()
              : new PredicateReader(scope, List.of())
                  .read(parsed.root().path("select_list").path(0)));
    }
    return any.stream().reduce(Expressions.alwaysFalse(), Expressions::or);
  }
}
