package dev.weir.engine.command.run;

import dev.weir.contracts.meta.v1.Policy;
import dev.weir.contracts.meta.v1.Privilege;
import dev.weir.contracts.meta.v1.Relation;
import dev.weir.contracts.meta.v1.RelationKind;
import dev.weir.engine.command.CommandResult;
import dev.weir.engine.gateway.QueryContext;
import dev.weir.engine.sql.SqlTypeNames;
import dev.weir.engine.write.CatalogCalls;
import dev.weir.engine.write.Catalogs;
import dev.weir.engine.write.TableAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.transforms.Transforms;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.view.SQLViewRepresentation;
import org.apache.iceberg.view.View;
import org.jspecify.annotations.Nullable;

/** What one table or view is: columns, statement that makes it, snapshots, files. Thread-safe. */
final class TableDescriptions {
  private final Catalogs catalogs;
  private final TableAccess access;

  TableDescriptions(Catalogs catalogs, TableAccess access) {
    this.catalogs = catalogs;
    this.access = access;
  }

  static Answers.Table columnsTable() {
    return Answers.table(
        "name",
        "VARCHAR",
        "type",
        "VARCHAR",
        "nullable",
        "BOOLEAN",
        "key",
        "BOOLEAN",
        "comment",
        "VARCHAR");
  }

  CommandResult columns(TableIdentifier name, QueryContext context) {
    Relation relation = access.relation(name, context);
    Schema schema =
        relation.getKind() == RelationKind.VIEW
            ? view(relation, context).schema()
            : table(relation, context).schema();
    Answers.Table answer = columnsTable();
    for (Types.NestedField field : schema.columns()) {
      answer.add(
          field.name(),
          SqlTypeNames.of(field.type()),
          field.isOptional(),
          schema.identifierFieldIds().contains(field.fieldId()),
          field.doc());
    }
    return answer.result();
  }

  CommandResult createStatement(TableIdentifier name, QueryContext context) {
    Relation relation = access.relation(name, context);
    TableAccess.requirePrivilege(relation, Privilege.SELECT, context.caller());
    TableIdentifier exact = TableAccess.identifier(relation);
    String text =
        relation.getKind() == RelationKind.VIEW
            ? CreateText.view(exact, sql(view(relation, context)))
            : CreateText.table(exact, table(relation, context));
    return Answers.table("name", "VARCHAR", "statement", "VARCHAR")
        .add(exact.toString(), text)
        .result();
  }

  private static String sql(View view) {
    SQLViewRepresentation text = view.sqlFor(ViewStatements.DIALECT);
    return text == null ? "" : text.sql();
  }

  CommandResult snapshots(TableIdentifier name, QueryContext context) {
    Relation relation = access.require(name, RelationKind.TABLE, Privilege.SELECT, context);
    Table table = table(relation, context);
    Answers.Table answer =
        Answers.table(
            "snapshot_id",
            "BIGINT",
            "parent_id",
            "BIGINT",
            "committed_at",
            "VARCHAR",
            "operation",
            "VARCHAR",
            "added_rows",
            "BIGINT",
            "deleted_rows",
            "BIGINT",
            "total_rows",
            "BIGINT",
            "added_files",
            "BIGINT",
            "total_files",
            "BIGINT",
            "current",
            "BOOLEAN");
    for (Snapshot snapshot : table.snapshots()) {
      Map<String, String> summary = snapshot.summary();
      answer.add(
          snapshot.snapshotId(),
          snapshot.parentId(),
          Instant.ofEpochMilli(snapshot.timestampMillis()).toString(),
          snapshot.operation(),
          number(summary, SnapshotSummary.ADDED_RECORDS_PROP),
          number(summary, SnapshotSummary.DELETED_RECORDS_PROP),
          number(summary, SnapshotSummary.TOTAL_RECORDS_PROP),
          number(summary, SnapshotSummary.ADDED_FILES_PROP),
          number(summary, SnapshotSummary.TOTAL_DATA_FILES_PROP),
          snapshot.snapshotId() == table.currentSnapshot().snapshotId());
    }
    return answer.result();
  }

  private static long number(Map<String, String> summary, String key) {
    return Long.parseLong(summary.getOrDefault(key, "0"));
  }

  CommandResult files(TableIdentifier name, QueryContext context) {
    Relation relation = access.require(name, RelationKind.TABLE, Privilege.SELECT, context);
    Table table = table(relation, context);
    boolean seesAll = context.caller().admin() || isWhole(relation.getPolicy());
    Answers.Table answer =
        Answers.table(
            "file",
            "VARCHAR",
            "rows",
            "BIGINT",
            "bytes",
            "BIGINT",
            "row_groups",
            "BIGINT",
            "key_min",
            "VARCHAR",
            "key_max",
            "VARCHAR");
    if (table.currentSnapshot() == null) {
      return answer.result();
    }
    try (CloseableIterable<FileScanTask> files = table.newScan().includeColumnStats().planFiles()) {
      for (FileScanTask task : files) {
        DataFile file = task.file();
        answer.add(
            file.location().substring(file.location().lastIndexOf('/') + 1),
            file.recordCount(),
            file.fileSizeInBytes(),
            file.splitOffsets() == null ? null : (Object) (long) file.splitOffsets().size(),
            seesAll ? key(table.schema(), file.lowerBounds()) : null,
            seesAll ? key(table.schema(), file.upperBounds()) : null);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return answer.result();
  }

  // Bounds would tell values of rows and columns that a policy hides.
  private static boolean isWhole(Policy policy) {
    return policy.getRowFiltersCount() == 0 && policy.getColumnMasksCount() == 0;
  }

  private static @Nullable String key(Schema schema, @Nullable Map<Integer, ByteBuffer> bounds) {
    StringBuilder text = new StringBuilder();
    for (Types.NestedField field : schema.columns()) {
      if (bounds != null
          && schema.identifierFieldIds().contains(field.fieldId())
          && bounds.containsKey(field.fieldId())) {
        text.append(text.isEmpty() ? "" : ", ")
            .append(field.name())
            .append(" = ")
            .append(printed(field.type(), bounds.get(field.fieldId())));
      }
    }
    return text.isEmpty() ? null : text.toString();
  }

  private static String printed(Type type, ByteBuffer bound) {
    Object value = Conversions.fromByteBuffer(type, bound);
    return Transforms.identity().toHumanString(type, value);
  }

  private Table table(Relation relation, QueryContext context) {
    TableIdentifier name = TableAccess.identifier(relation);
    return CatalogCalls.call(
        "load the table " + name, () -> catalogs.tables(context.caller()).loadTable(name));
  }

  private View view(Relation relation, QueryContext context) {
    TableIdentifier name = TableAccess.identifier(relation);
    return CatalogCalls.call(
        "load the view " + name, () -> catalogs.views(context.caller()).loadView(name));
  }
}
