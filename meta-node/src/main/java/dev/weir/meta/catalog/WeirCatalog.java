package dev.weir.meta.catalog;

import dev.weir.contracts.error.WeirException;
import dev.weir.meta.raft.ConditionalWrite;
import dev.weir.meta.state.Versioned;
import dev.weir.meta.state.v1.RelationRecord;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.metrics.MetricsReporter;
import org.apache.iceberg.view.BaseMetastoreViewCatalog;
import org.apache.iceberg.view.ViewOperations;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's tables, views and namespaces as Iceberg's own catalog interfaces, without any check
 * of rights: doors check before. Each change is one log entry. Cheap to make; thread-safe, but a
 * catalog for one request is for one thread.
 */
public final class WeirCatalog extends BaseMetastoreViewCatalog implements SupportsNamespaces {
  private final CatalogContext context;
  private final CatalogListing listing;
  private final NamespaceStore namespaces;

  /** The catalog of the context's tenant. */
  public WeirCatalog(CatalogContext context) {
    this.context = context;
    this.listing = new CatalogListing(context);
    this.namespaces = new NamespaceStore(context);
  }

  @Override
  public String name() {
    return context.tenant();
  }

  @Override
  protected TableOperations newTableOps(TableIdentifier identifier) {
    return new WeirTableOperations(context, identifier);
  }

  @Override
  protected ViewOperations newViewOps(TableIdentifier identifier) {
    return new WeirViewOperations(context, identifier);
  }

  @Override
  protected boolean isValidIdentifier(TableIdentifier identifier) {
    return identifier.hasNamespace();
  }

  @Override
  protected String defaultWarehouseLocation(TableIdentifier identifier) {
    return context.newLocation(identifier);
  }

  /** Scans are counted where they run, not where the metadata is kept. */
  @Override
  protected MetricsReporter metricsReporter() {
    return report -> {};
  }

  @Override
  public boolean tableExists(TableIdentifier identifier) {
    Versioned<RelationRecord> found = find(identifier);
    return found != null && !found.value().getView();
  }

  @Override
  public boolean viewExists(TableIdentifier identifier) {
    Versioned<RelationRecord> found = find(identifier);
    return found != null && found.value().getView();
  }

  private @Nullable Versioned<RelationRecord> find(TableIdentifier identifier) {
    try {
      return context
          .log()
          .read(view -> CatalogRecords.relation(view, context.tenant(), identifier));
    } catch (WeirException e) {
      throw Failures.toIceberg(e);
    }
  }

  @Override
  public List<TableIdentifier> listTables(Namespace namespace) {
    return listing.all(namespace, false);
  }

  @Override
  public List<TableIdentifier> listViews(Namespace namespace) {
    return listing.all(namespace, true);
  }

  @Override
  public boolean dropTable(TableIdentifier identifier, boolean purge) {
    WeirTableOperations ops = new WeirTableOperations(context, identifier);
    Versioned<RelationRecord> found = find(identifier);
    if (found == null || found.value().getView()) {
      return false;
    }
    // Read before the pointer goes: afterwards nobody may find the files any more.
    TableMetadata last = purge ? ops.current() : null;
    drop(identifier, found);
    if (last != null) {
      CatalogUtil.dropTableData(new OwnFiles(context.io(), last.location()), last);
    }
    return true;
  }

  @Override
  public boolean dropView(TableIdentifier identifier) {
    Versioned<RelationRecord> found = find(identifier);
    if (found == null || !found.value().getView()) {
      return false;
    }
    drop(identifier, found);
    return true;
  }

  private void drop(TableIdentifier identifier, Versioned<RelationRecord> found) {
    byte[] key = CatalogKeys.relation(context.tenant(), identifier);
    commit(
        context
            .write()
            .changesCatalog()
            .requireUnchanged(
                key,
                found.changedAt(),
                () ->
                    new CommitFailedException(
                        "Cannot drop: %s was changed concurrently", identifier))
            .delete(key));
  }

  @Override
  public void renameTable(TableIdentifier from, TableIdentifier to) {
    Versioned<RelationRecord> found = find(from);
    if (found == null || found.value().getView()) {
      throw new NoSuchTableException("Table does not exist: %s", from);
    }
    rename(from, found, to);
  }

  @Override
  public void renameView(TableIdentifier from, TableIdentifier to) {
    Versioned<RelationRecord> found = find(from);
    if (found == null || !found.value().getView()) {
      throw new NoSuchViewException("View does not exist: %s", from);
    }
    rename(from, found, to);
  }

  private void rename(TableIdentifier from, Versioned<RelationRecord> found, TableIdentifier to) {
    if (from.equals(to)) {
      return;
    }
    byte[] source = CatalogKeys.relation(context.tenant(), from);
    byte[] target = CatalogKeys.relation(context.tenant(), to);
    commit(
        context
            .write()
            .changesCatalog()
            .requirePresent(
                CatalogKeys.namespace(context.tenant(), to.namespace()),
                () -> new NoSuchNamespaceException("Namespace does not exist: %s", to.namespace()))
            .requireAbsent(target, () -> NameTaken.renaming(context, from, to))
            .requireUnchanged(
                source,
                found.changedAt(),
                () -> new CommitFailedException("Cannot rename: %s was changed concurrently", from))
            .put(target, found.value())
            .delete(source));
  }

  /**
   * Points a name to a metadata file that is there already.
   *
   * @param overwrite whether a table that has the name is replaced; its files stay
   */
  @Override
  public Table registerTable(TableIdentifier name, String metadataLocation, boolean overwrite) {
    if (!overwrite) {
      return registerTable(name, metadataLocation);
    }
    Versioned<RelationRecord> found = find(name);
    if (found != null && found.value().getView()) {
      throw new AlreadyExistsException("View with same name already exists: %s", name);
    }
    TableMetadata metadata = context.metadata().load(metadataLocation);
    LocationRule.check(context.root(), metadata);
    ConditionalWrite write = context.write().changesCatalog();
    RelationPointer.move(
        write, context, name, found, RelationPointer.to(metadata, metadataLocation));
    commit(write);
    return new BaseTable(newTableOps(name), fullTableName(name(), name));
  }

  private void commit(ConditionalWrite write) {
    try {
      write.commit(context.log());
    } catch (WeirException e) {
      throw Failures.toIceberg(e);
    }
  }

  @Override
  public void createNamespace(Namespace namespace, Map<String, String> properties) {
    namespaces.create(namespace, properties);
  }

  @Override
  public List<Namespace> listNamespaces(Namespace parent) {
    return listing.namespacesIn(parent);
  }

  @Override
  public Map<String, String> loadNamespaceMetadata(Namespace namespace) {
    return namespaces.load(namespace);
  }

  @Override
  public boolean dropNamespace(Namespace namespace) {
    return namespaces.drop(namespace);
  }

  @Override
  public boolean setProperties(Namespace namespace, Map<String, String> properties) {
    namespaces.update(namespace, properties, Set.of());
    return true;
  }

  @Override
  public boolean removeProperties(Namespace namespace, Set<String> properties) {
    namespaces.update(namespace, Map.of(), properties);
    return true;
  }
}
