package dev.weir.engine.write;

import dev.weir.engine.gateway.QueryContext;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;

/** Makes tables: empty ones, and ones that are there with their first rows or not at all. */
public final class TableCreation {
  private static final Namespace DEFAULT_NAMESPACE = Namespace.of("default");

  private final Catalogs catalogs;
  private final TableAccess access;

  public TableCreation(Catalogs catalogs, TableAccess access) {
    this.catalogs = catalogs;
    this.access = access;
  }

  /** A step that may be cancelled. */
  @FunctionalInterface
  interface Step<T> {
    T run() throws InterruptedException;
  }

  /** Makes an empty table. */
  public void create(TableIdentifier name, TableDefinition definition, QueryContext context) {
    CatalogCalls.run("create the table " + name, () -> builder(name, definition, context).create());
  }

  /** Makes an empty table in the place of one of that name. */
  public void replace(TableIdentifier name, TableDefinition definition, QueryContext context) {
    CatalogCalls.run(
        "replace the table " + name,
        () -> beginReplace(name, definition, context).commitTransaction());
  }

  /** Begins a table that is there once the transaction is committed. */
  Transaction begin(TableIdentifier name, TableDefinition definition, QueryContext context) {
    return CatalogCalls.call(
        "create the table " + name, () -> builder(name, definition, context).createTransaction());
  }

  /** Begins a table that takes the place of one of that name, if there is one. */
  Transaction beginReplace(TableIdentifier name, TableDefinition definition, QueryContext context) {
    return CatalogCalls.call(
        "replace the table " + name,
        () -> builder(name, definition, context).createOrReplaceTransaction());
  }

  /** Runs the steps that end in the commit of {@code creation}. */
  <T> T finish(Transaction creation, Step<T> step) throws InterruptedException {
    try {
      return step.run();
    } catch (RuntimeException failure) {
      throw CommitFailures.of(failure, "create the table " + creation.table().name());
    }
  }

  private Catalog.TableBuilder builder(
      TableIdentifier name, TableDefinition definition, QueryContext context) {
    access.requireCreate(name.namespace(), context);
    if (name.namespace().equals(DEFAULT_NAMESPACE)) {
      makeDefaultNamespace(context);
    }
    return catalogs
        .tables(context.caller())
        .buildTable(name, definition.schema())
        .withSortOrder(definition.sortOrder())
        .withProperties(definition.properties());
  }

  // The one namespace that is there without anybody having made it.
  private void makeDefaultNamespace(QueryContext context) {
    SupportsNamespaces namespaces = catalogs.namespaces(context.caller());
    if (!namespaces.namespaceExists(DEFAULT_NAMESPACE)) {
      try {
        namespaces.createNamespace(DEFAULT_NAMESPACE);
      } catch (AlreadyExistsException expected) {
        // Somebody else was faster.
        return;
      }
    }
  }
}
