package dev.weir.meta.catalog;

import dev.weir.meta.raft.ConditionalWrite;
import dev.weir.meta.state.Versioned;
import dev.weir.meta.state.v1.RelationRecord;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.view.ViewMetadata;
import org.jspecify.annotations.Nullable;

/** The pointer from a name to its metadata file: what every commit comes down to. */
final class RelationPointer {
  private RelationPointer() {}

  static RelationRecord to(TableMetadata table, String location) {
    RelationRecord.Builder record =
        RelationRecord.newBuilder().setUuid(table.uuid()).setMetadataLocation(location);
    Snapshot snapshot = table.currentSnapshot();
    if (snapshot != null) {
      record.setSnapshotId(snapshot.snapshotId());
    }
    return record.build();
  }

  static RelationRecord to(ViewMetadata view, String location) {
    return RelationRecord.newBuilder()
        .setView(true)
        .setUuid(view.uuid())
        .setMetadataLocation(location)
        .build();
  }

  /**
   * Makes {@code write} move the pointer, provided that it is still {@code base}.
   *
   * @param base null: the name must be free and its namespace there
   */
  static void move(
      ConditionalWrite write,
      CatalogContext context,
      TableIdentifier name,
      @Nullable Versioned<RelationRecord> base,
      RelationRecord next) {
    byte[] key = CatalogKeys.relation(context.tenant(), name);
    if (base == null) {
      write
          .requirePresent(
              CatalogKeys.namespace(context.tenant(), name.namespace()),
              () -> new NoSuchNamespaceException("Namespace does not exist: %s", name.namespace()))
          .requireAbsent(key, () -> NameTaken.creating(context, name, next.getView()));
    } else {
      write.requireUnchanged(
          key,
          base.changedAt(),
          () -> new CommitFailedException("Cannot commit: %s was changed concurrently", name));
    }
    write.put(key, next);
  }
}
