package dev.weir.meta.catalog;

import dev.weir.contracts.error.WeirException;
import dev.weir.meta.raft.ConditionalWrite;
import dev.weir.meta.state.Versioned;
import dev.weir.meta.state.v1.RelationRecord;
import org.apache.iceberg.BaseMetastoreTableOperations;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.FileIO;
import org.jspecify.annotations.Nullable;

/**
 * One table: a commit writes the new metadata file and then moves the pointer by one log entry. The
 * file of a commit that has certainly failed is deleted; when nobody knows, it stays, since the
 * table may point to it. Not thread-safe, as Iceberg has it.
 */
final class WeirTableOperations extends BaseMetastoreTableOperations {
  private final CatalogContext context;
  private final TableIdentifier name;
  private @Nullable Versioned<RelationRecord> pointer;

  WeirTableOperations(CatalogContext context, TableIdentifier name) {
    this.context = context;
    this.name = name;
  }

  /** What the pointer was when the table was last refreshed; null: there was none. */
  @Nullable Versioned<RelationRecord> pointer() {
    return pointer;
  }

  @Override
  protected void doRefresh() {
    Versioned<RelationRecord> found;
    try {
      found = context.log().read(view -> CatalogRecords.relation(view, context.tenant(), name));
    } catch (WeirException e) {
      throw Failures.toIceberg(e);
    }
    if (found == null || found.value().getView()) {
      if (pointer != null) {
        pointer = null;
        throw new NoSuchTableException("Table does not exist: %s", name);
      }
      disableRefresh();
      return;
    }
    pointer = found;
    refreshFromMetadataLocation(
        found.value().getMetadataLocation(), failure -> false, 0, context.metadata()::load);
  }

  /** Writes the metadata file of {@code next}, which is not committed by that. */
  TableMetadata write(TableMetadata next) {
    LocationRule.check(context.root(), next);
    boolean registered = pointer == null && next.metadataFileLocation() != null;
    if (registered) {
      return next;
    }
    String location = writeNewMetadata(next, currentVersion() + 1);
    return TableMetadata.buildFrom(next).withMetadataLocation(location).discardChanges().build();
  }

  @Override
  protected void doCommit(@Nullable TableMetadata base, TableMetadata metadata) {
    TableMetadata written = write(metadata);
    String location = written.metadataFileLocation();
    boolean own = !location.equals(metadata.metadataFileLocation());
    ConditionalWrite write = context.write().changesCatalog();
    RelationPointer.move(write, context, name, pointer, RelationPointer.to(written, location));
    try {
      if (write.commit(context.log()).replayed() && own) {
        io().deleteFile(location);
      } else {
        context.metadata().put(written);
      }
    } catch (WeirException e) {
      throw Failures.failed(io(), Failures.toIceberg(e), own ? location : null);
    } catch (RuntimeException e) {
      throw Failures.failed(io(), e, own ? location : null);
    }
  }

  @Override
  protected String tableName() {
    return context.tenant() + "." + name;
  }

  @Override
  public FileIO io() {
    return context.io();
  }
}
