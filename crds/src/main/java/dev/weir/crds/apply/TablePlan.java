package dev.weir.crds.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.crds.ApiGroup;
import dev.weir.crds.table.Column;
import dev.weir.crds.table.SortDirection;
import dev.weir.crds.table.SortField;
import dev.weir.crds.table.Table;
import dev.weir.crds.table.TableSpec;
import dev.weir.crds.table.TableStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The statements that turn a table into what is wanted. Pure. Only what loses no data is planned.
 *
 * @param statements in order; empty when nothing is to be done
 * @param problems why it cannot be done; then there are no statements
 */
record TablePlan(List<String> statements, List<String> problems) {

  /**
   * @param stored the table's description of the catalog; null when there is none
   * @throws WeirException STATEMENT_NOT_SUPPORTED for what no version can do yet
   */
  static TablePlan of(Table table, @Nullable JsonNode stored) {
    TableSpec spec = table.getSpec();
    refuseUnsupported(spec);
    Optional<String> moved = moved(table);
    if (moved.isPresent()) {
      return new TablePlan(List.of(), List.of(moved.get()));
    }
    return stored == null ? create(table) : change(table, stored);
  }

  /** {@code namespace.table}, as the status has it. */
  static String fullName(Table table) {
    return table.getSpec().namespace() + "." + name(table);
  }

  /**
   * The API server refuses that by a rule of the schema; where there is none, it is refused here.
   */
  private static Optional<String> moved(Table table) {
    TableStatus before = table.getStatus();
    String old = before == null || before.uuid() == null ? null : before.table();
    return old == null || old.equals(fullName(table))
        ? Optional.empty()
        : Optional.of(
            "the table is "
                + old
                + " and cannot become "
                + fullName(table)
                + ", its data would stay behind: put namespace and tableName back, or make another"
                + " Table");
  }

  /** {@code "namespace"."table"}. */
  static String quotedName(Table table) {
    return SqlStatements.identifier(table.getSpec().namespace())
        + "."
        + SqlStatements.identifier(name(table));
  }

  /** The table without its namespace. */
  static String name(Table table) {
    String name = table.getSpec().tableName();
    return name == null ? table.getMetadata().getName() : name;
  }

  private static void refuseUnsupported(TableSpec spec) {
    if (!spec.partitioning().isEmpty()) {
      throw notYet("spec.partitioning: tables cannot be partitioned yet", "leave it out");
    }
    if (spec.retention().rows() != null) {
      throw notYet("spec.retention.rows: rows are not deleted by age yet", "leave it out");
    }
    spec.columns().stream()
        .filter(column -> column.initial() != null)
        .findFirst()
        .ifPresent(
            column -> {
              throw notYet(
                  "column " + column.name() + ": columns cannot have a default yet",
                  "leave it out");
            });
  }

  private static WeirException notYet(String message, String hint) {
    return new WeirException(ErrorCode.STATEMENT_NOT_SUPPORTED, message, hint);
  }

  private static TablePlan create(Table table) {
    TableSpec spec = table.getSpec();
    List<String> statements = new ArrayList<>();
    if (!spec.namespace().equals(ApiGroup.DEFAULT_NAMESPACE)) {
      statements.add(
          "CREATE NAMESPACE IF NOT EXISTS " + SqlStatements.identifier(spec.namespace()));
    }
    StringBuilder sql = new StringBuilder("CREATE TABLE IF NOT EXISTS ").append(quotedName(table));
    sql.append(" (\n");
    for (Column column : spec.columns()) {
      sql.append("  ").append(definition(column, isRequired(spec, column))).append(",\n");
    }
    sql.append("  PRIMARY KEY (").append(names(spec.primaryKey())).append(")\n)");
    if (!spec.sortOrder().isEmpty()) {
      List<String> fields = spec.sortOrder().stream().map(TablePlan::sortField).toList();
      sql.append("\nORDER BY (").append(String.join(", ", fields)).append(")");
    }
    sql.append("\nWITH ").append(TableSettings.text(TableSettings.of(spec)));
    if (spec.description() != null) {
      sql.append("\nCOMMENT ").append(SqlStatements.text(spec.description()));
    }
    statements.add(sql.toString());
    return new TablePlan(statements, List.of());
  }

  private static TablePlan change(Table table, JsonNode stored) {
    TableSpec spec = table.getSpec();
    List<String> statements = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    if (!stored.path("kind").asText("TABLE").equals("TABLE")) {
      return new TablePlan(List.of(), List.of("a view has that name; drop or rename it"));
    }
    Map<String, JsonNode> present = new HashMap<>();
    stored
        .path("columns")
        .forEach(column -> present.put(key(column.path("name").asText()), column));
    for (Column column : spec.columns()) {
      JsonNode there = present.remove(key(column.name()));
      if (there == null) {
        add(table, column, statements, problems);
      } else {
        compare(column, isRequired(spec, column), there).ifPresent(problems::add);
        comment(table, column, there).ifPresent(statements::add);
      }
    }
    for (String gone : new TreeSet<>(present.keySet())) {
      String name = present.get(gone).path("name").asText();
      problems.add(
          "column "
              + name
              + " is in the table and not in the specification; dropping it would lose its data:"
              + " ALTER TABLE … DROP COLUMN by hand, or put it back");
    }
    checkKeyAndOrder(spec, stored, problems);
    List<TableSettings> changed = TableSettings.changed(spec, stored);
    if (!changed.isEmpty()) {
      statements.add("ALTER TABLE " + quotedName(table) + " SET " + TableSettings.text(changed));
    }
    return problems.isEmpty()
        ? new TablePlan(statements, List.of())
        : new TablePlan(List.of(), problems);
  }

  private static void add(
      Table table, Column column, List<String> statements, List<String> problems) {
    if (isRequired(table.getSpec(), column)) {
      problems.add(
          "column " + column.name() + " is new and not nullable; the rows that are there lack it");
    } else {
      statements.add(
          "ALTER TABLE " + quotedName(table) + " ADD COLUMN " + definition(column, false));
    }
  }

  /** A comment that the specification does not have may be somebody else's. */
  private static Optional<String> comment(Table table, Column wanted, JsonNode there) {
    String doc = wanted.doc();
    return doc == null || doc.equals(there.path("doc").asText(null))
        ? Optional.empty()
        : Optional.of(
            "ALTER TABLE "
                + quotedName(table)
                + " ALTER COLUMN "
                + SqlStatements.identifier(wanted.name())
                + " COMMENT "
                + SqlStatements.text(doc));
  }

  private static Optional<String> compare(Column wanted, boolean required, JsonNode there) {
    String type = there.path("type").asText();
    if (!TypeNames.same(wanted.type(), type)) {
      return Optional.of(
          "column "
              + wanted.name()
              + " is "
              + type
              + " and cannot become "
              + wanted.type()
              + "; add a column of another name");
    }
    if (there.path("nullable").asBoolean() == required) {
      String is = required ? " may lack values" : " is NOT NULL";
      return Optional.of(
          "column " + wanted.name() + is + " in the table, which cannot be changed yet");
    }
    return Optional.empty();
  }

  private static void checkKeyAndOrder(TableSpec spec, JsonNode stored, List<String> problems) {
    List<String> key = stored.path("primaryKey").valueStream().map(JsonNode::asText).toList();
    if (!lower(key).equals(lower(spec.primaryKey()))) {
      problems.add(
          "the primary key is ("
              + String.join(", ", key)
              + ") and cannot be changed; make a new"
              + " table and copy the rows");
    }
    List<String> order = stored.path("sortOrder").valueStream().map(JsonNode::asText).toList();
    List<String> wanted =
        spec.sortOrder().stream()
            .map(
                field ->
                    field.column()
                        + (field.direction() == SortDirection.ASCENDING ? " ASC" : " DESC"))
            .toList();
    if (!wanted.isEmpty() && stored.has("sortOrder") && !lower(order).equals(lower(wanted))) {
      problems.add(
          "the sort order is (" + String.join(", ", order) + "), which cannot be changed yet");
    }
  }

  private static boolean isRequired(TableSpec spec, Column column) {
    return !column.nullable() || lower(spec.primaryKey()).contains(key(column.name()));
  }

  private static String definition(Column column, boolean required) {
    return SqlStatements.identifier(column.name())
        + " "
        + column.type()
        + (required ? " NOT NULL" : "")
        + (column.doc() == null ? "" : " COMMENT " + SqlStatements.text(column.doc()));
  }

  private static String sortField(SortField field) {
    return SqlStatements.identifier(field.column())
        + (field.direction() == SortDirection.DESCENDING ? " DESC" : "");
  }

  private static String names(List<String> columns) {
    return String.join(", ", columns.stream().map(SqlStatements::identifier).toList());
  }

  private static List<String> lower(List<String> names) {
    return names.stream().map(TablePlan::key).toList();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
