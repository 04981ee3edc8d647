package dev.weir.web.catalog;

import dev.weir.web.api.TableAnswer;
import dev.weir.web.api.TableColumn;
import dev.weir.web.api.UsedBy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SortOrder;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.view.SQLViewRepresentation;
import org.apache.iceberg.view.View;
import org.jspecify.annotations.Nullable;

/** Says what a relation is, from its metadata, as far as the policy lets it be known. */
final class TableDescription {
  private static final String DIALECT = "duckdb";
  private static final String COMMENT = "comment";

  private TableDescription() {}

  static TableAnswer of(
      VisibleRelation relation,
      RelationMetadata metadata,
      TableProfile profile,
      List<UsedBy> usedBy) {
    List<String> key = metadata.primaryKey();
    List<TableColumn> columns =
        metadata.schema().columns().stream()
            .map(column -> column(relation, column, key, profile))
            .toList();
    Table table = metadata.table();
    return table == null
        ? ofView(relation, metadata.view(), columns, usedBy)
        : ofTable(relation, table, columns, key, usedBy);
  }

  private static TableAnswer ofTable(
      VisibleRelation relation,
      Table table,
      List<TableColumn> columns,
      List<String> key,
      List<UsedBy> usedBy) {
    Snapshot snapshot = table.currentSnapshot();
    Map<String, String> summary = snapshot == null ? Map.of() : snapshot.summary();
    return new TableAnswer(
        relation.namespace(),
        relation.name(),
        relation.type(),
        table.properties().get(COMMENT),
        columns,
        key,
        sortOrder(table.sortOrder()),
        number(summary, "total-records") - number(summary, "total-position-deletes"),
        number(summary, "total-files-size"),
        number(summary, "total-data-files"),
        count(table.snapshots()),
        table.location(),
        relation.uuid(),
        formatVersion(table),
        updated(table),
        usedBy,
        new TreeMap<>(table.properties()),
        null);
  }

  private static TableAnswer ofView(
      VisibleRelation relation,
      @Nullable View view,
      List<TableColumn> columns,
      List<UsedBy> usedBy) {
    if (view == null) {
      throw new IllegalStateException("neither table nor view");
    }
    SQLViewRepresentation definition = view.sqlFor(DIALECT);
    return new TableAnswer(
        relation.namespace(),
        relation.name(),
        relation.type(),
        view.properties().get(COMMENT),
        columns,
        List.of(),
        List.of(),
        0,
        0,
        0,
        0,
        null,
        relation.uuid(),
        0,
        view.currentVersion().timestampMillis(),
        usedBy,
        Map.of(),
        definition == null ? null : definition.sql());
  }

  private static TableColumn column(
      VisibleRelation relation, Types.NestedField column, List<String> key, TableProfile profile) {
    TableProfile.ColumnProfile known = profile.columns().get(column.fieldId());
    boolean open = known != null && relation.showsBounds(column.name());
    Object min = open ? known.min() : null;
    Object max = open ? known.max() : null;
    return new TableColumn(
        column.fieldId(),
        column.name(),
        SqlTypes.of(column.type()),
        column.isOptional(),
        key.contains(column.name()),
        column.doc(),
        min == null ? null : BoundText.of(column.type(), min),
        max == null ? null : BoundText.of(column.type(), max),
        open ? known.nullCount() : null,
        known == null ? null : known.bytes());
  }

  private static List<String> sortOrder(SortOrder order) {
    return order.fields().stream()
        .map(
            field ->
                (field.transform().isIdentity()
                        ? order.schema().findColumnName(field.sourceId())
                        : field.transform()
                            + "("
                            + order.schema().findColumnName(field.sourceId())
                            + ")")
                    + " "
                    + field.direction())
        .toList();
  }

  private static long number(Map<String, String> summary, String name) {
    return Long.parseLong(summary.getOrDefault(name, "0"));
  }

  private static int count(Iterable<?> items) {
    int count = 0;
    for (Object ignored : items) {
      count++;
    }
    return count;
  }

  private static int formatVersion(Table table) {
    return table instanceof HasTableOperations operations
        ? operations.operations().current().formatVersion()
        : 0;
  }

  private static long updated(Table table) {
    if (table instanceof HasTableOperations operations) {
      return operations.operations().current().lastUpdatedMillis();
    }
    Snapshot snapshot = table.currentSnapshot();
    return snapshot == null ? 0 : snapshot.timestampMillis();
  }
}
