package dev.weir.meta.catalog;

import dev.weir.contracts.error.WeirException;
import dev.weir.meta.raft.ConditionalWrite;
import dev.weir.meta.state.Versioned;
import dev.weir.meta.state.v1.RelationRecord;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.view.BaseViewOperations;
import org.apache.iceberg.view.ViewMetadata;
import org.jspecify.annotations.Nullable;

/** One view, kept as {@link WeirTableOperations} keeps a table. Not thread-safe. */
final class WeirViewOperations extends BaseViewOperations {
  private final CatalogContext context;
  private final TableIdentifier name;
  private @Nullable Versioned<RelationRecord> pointer;

  WeirViewOperations(CatalogContext context, TableIdentifier name) {
    this.context = context;
    this.name = name;
  }

  @Override
  protected void doRefresh() {
    Versioned<RelationRecord> found;
    try {
      found = context.log().read(view -> CatalogRecords.relation(view, context.tenant(), name));
    } catch (WeirException e) {
      throw Failures.toIceberg(e);
    }
    if (found == null || !found.value().getView()) {
      if (pointer != null) {
        pointer = null;
        throw new NoSuchViewException("View does not exist: %s", name);
      }
      disableRefresh();
      return;
    }
    pointer = found;
    refreshFromMetadataLocation(found.value().getMetadataLocation(), failure -> false, 0);
  }

  @Override
  protected void doCommit(@Nullable ViewMetadata base, ViewMetadata metadata) {
    LocationRule.check(context.root(), metadata.location(), metadata.properties());
    String location = writeNewMetadataIfRequired(metadata);
    boolean own = !location.equals(metadata.metadataFileLocation());
    ConditionalWrite write = context.write().changesCatalog();
    RelationPointer.move(write, context, name, pointer, RelationPointer.to(metadata, location));
    try {
      if (write.commit(context.log()).replayed() && own) {
        io().deleteFile(location);
      }
    } catch (WeirException e) {
      throw Failures.failed(io(), Failures.toIceberg(e), own ? location : null);
    } catch (RuntimeException e) {
      throw Failures.failed(io(), e, own ? location : null);
    }
  }

  @Override
  protected String viewName() {
    return context.tenant() + "." + name;
  }

  @Override
  protected FileIO io() {
    return context.io();
  }
}
