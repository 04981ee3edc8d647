package dev.weir.engine.duck;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.TableFilter;
import dev.weir.engine.plan.PlannedTable;
import dev.weir.engine.plan.StatementPlan;
import dev.weir.engine.resolve.Pin;
import dev.weir.engine.resolve.RelationKey;
import dev.weir.engine.resolve.RelationName;
import dev.weir.engine.resolve.Resolution;
import dev.weir.engine.resolve.ResolvedRelation;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedTable;
import dev.weir.engine.resolve.ResolvedRelation.ResolvedView;
import dev.weir.engine.resolve.ViewDefinition;
import dev.weir.engine.sql.EditedText;
import dev.weir.engine.sql.ParsedStatement;
import dev.weir.engine.sql.SqlText;
import dev.weir.engine.sql.SqlTypeNames;
import dev.weir.engine.sql.TableReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Writes the SQL that makes the views of one statement: a schema for each namespace and a view for
 * each relation, with the columns, rows and files that the caller may see.
 */
final class ViewSetSql {
  /** Stands for the database of the views until its name is known. */
  static final String DATABASE = "\u0001";

  private final StatementPlan plan;
  private final Resolution resolution;
  private final String defaultNamespace;
  private final Map<RelationKey, List<TableFilter>> filters;
  private final PolicyExpressions policies;
  private final FilePlaces places;
  private final FileShapes shapes;
  private final Set<RelationKey> written = new HashSet<>();
  private final StringBuilder sql = new StringBuilder();

  ViewSetSql(
      StatementPlan plan,
      String defaultNamespace,
      Map<RelationKey, List<TableFilter>> filters,
      PolicyExpressions policies,
      FilePlaces places,
      FileShapes shapes) {
    this.plan = plan;
    this.resolution = plan.resolution();
    this.defaultNamespace = defaultNamespace;
    this.filters = filters;
    this.policies = policies;
    this.places = places;
    this.shapes = shapes;
  }

  /** All of it, with {@link #DATABASE} for the database. */
  String write() {
    Set<String> namespaces = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    namespaces.add(defaultNamespace);
    resolution.relations().keySet().forEach(key -> namespaces.add(key.name().namespace()));
    for (String namespace : namespaces) {
      if (!namespace.equalsIgnoreCase("main")) {
        sql.append("CREATE SCHEMA ").append(DATABASE).append('.').append(SqlText.name(namespace));
        sql.append(";\n");
      }
    }
    // In one order, whatever that of the statement's tree: equal views are made once.
    resolution.relations().keySet().stream()
        .sorted(Comparator.comparing(RelationKey::toString))
        .forEach(this::writeView);
    return sql.toString();
  }

  /** A view after those that it reads, because the engine looks into them when it makes it. */
  private void writeView(RelationKey key) {
    if (!written.add(key)) {
      return;
    }
    ResolvedRelation relation = resolution.relations().get(key);
    String body =
        switch (relation) {
          case ResolvedTable table -> tableBody(table, plan.tables().get(key));
          case ResolvedView view -> {
            ViewDefinition definition = view.definition();
            definition
                .statement()
                .tables()
                .values()
                .forEach(
                    reference ->
                        writeView(
                            RelationKey.of(reference, definition.defaultNamespace(), view.pin())));
            yield viewBody(view);
          }
        };
    sql.append("CREATE VIEW ").append(DATABASE).append('.').append(nameOf(key, relation.name()));
    sql.append(" AS ").append(filtered(key, body)).append(";\n");
  }

  private String filtered(RelationKey key, String body) {
    List<TableFilter> own = filters.getOrDefault(key, List.of());
    return own.isEmpty()
        ? body
        : "SELECT * FROM ("
            + body
            + ") WHERE "
            + own.stream().map(FilterSql::predicate).collect(Collectors.joining(" AND "));
  }

  private String tableBody(ResolvedTable table, PlannedTable planned) {
    Map<String, String> masks = policies.masks(table.name(), table.policy());
    List<String> columns = new ArrayList<>();
    for (NestedField field : table.schema().columns()) {
      String mask = masks.get(field.name());
      String name = SqlText.name(field.name());
      columns.add(mask == null ? name : mask + " AS " + name);
    }
    if (columns.isEmpty()) {
      throw new WeirException(
          ErrorCode.STATEMENT_NOT_SUPPORTED,
          "table " + table.name() + " has no columns",
          "Add one with ALTER TABLE.");
    }
    return "SELECT "
        + String.join(", ", columns)
        + " FROM "
        + (planned.files().isEmpty()
            ? noRows(table)
            : ParquetScanSql.scan(table, planned, places, shapes))
        + policies.rowFilter(table.name(), table.policy());
  }

  private static String noRows(ResolvedTable table) {
    return table.schema().columns().stream()
        .map(
            field ->
                "CAST(NULL AS "
                    + SqlTypeNames.of(field.type())
                    + ") AS "
                    + SqlText.name(field.name()))
        .collect(Collectors.joining(", ", "(SELECT ", " WHERE false)"));
  }

  private String viewBody(ResolvedView view) {
    ViewDefinition definition = view.definition();
    Map<String, String> masks = policies.masks(view.name(), view.policy());
    String columns =
        definition.columns().isEmpty()
            ? ""
            : definition.columns().stream()
                .map(SqlText::name)
                .collect(Collectors.joining(", ", " (", ")"));
    String replaced =
        masks.entrySet().stream()
            .map(mask -> mask.getValue() + " AS " + SqlText.name(mask.getKey()))
            .collect(Collectors.joining(", "));
    String text =
        pinned(definition.statement(), definition.defaultNamespace(), view.pin(), true).text();
    return "SELECT *"
        + (replaced.isEmpty() ? "" : " REPLACE (" + replaced + ")")
        + " FROM ("
        + text
        + "\n) AS "
        + SqlText.name(view.name().name())
        + columns
        + policies.rowFilter(view.name(), view.policy());
  }

  /**
   * A query's text with the names replaced that the engine would not find by itself.
   *
   * @param everywhere also those that it would find with the right default schema
   */
  EditedText pinned(ParsedStatement statement, String namespace, Pin pin, boolean everywhere) {
    List<EditedText.Edit> edits = new ArrayList<>();
    for (TableReference reference : statement.tables().values()) {
      RelationKey key = RelationKey.of(reference, namespace, pin);
      boolean clash =
          reference.path().size() == 2 && ReservedNames.isDatabase(reference.path().getFirst());
      if (reference.path().size() > 2 || reference.atUnit() != null || everywhere || clash) {
        RelationName name = resolution.relations().get(key).name();
        edits.addAll(
            ReferenceEdits.of(
                statement.text().text(), reference, DATABASE + "." + nameOf(key, name)));
      }
    }
    return EditedText.of(statement.text().text(), edits);
  }

  /**
   * Two states of one table in a statement are two views; the pinned one has the pin in its name.
   */
  private String nameOf(RelationKey key, RelationName name) {
    boolean general = key.pin().equals(resolution.general());
    return SqlText.name(name.namespace())
        + "."
        + SqlText.name(general ? name.name() : name.name() + "@" + key.pin());
  }

  /** Which filters of a request are about which relation. */
  static Map<RelationKey, List<TableFilter>> filtersOf(
      List<TableFilter> filters, Resolution resolution, String defaultNamespace) {
    Map<RelationKey, List<TableFilter>> byRelation = new LinkedHashMap<>();
    for (TableFilter filter : new LinkedHashSet<>(filters)) {
      RelationName name = RelationName.parse(filter.table(), defaultNamespace).folded();
      for (Map.Entry<RelationKey, ResolvedRelation> entry : resolution.relations().entrySet()) {
        if (entry.getKey().name().equals(name)) {
          FilterSql.requireColumn(filter, entry.getValue());
          byRelation.computeIfAbsent(entry.getKey(), key -> new ArrayList<>()).add(filter);
        }
      }
    }
    return byRelation;
  }
}
