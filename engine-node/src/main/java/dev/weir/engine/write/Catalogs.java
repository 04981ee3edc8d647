package dev.weir.engine.write;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.contracts.query.Caller;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.ViewCatalog;

/**
 * Gives the Iceberg catalog that acts for a caller. The same object may implement tables, views and
 * namespaces, as RESTCatalog does. Thread-safe.
 */
@FunctionalInterface
public interface Catalogs {

  /** The catalog of the caller's tenant, with the caller's rights. */
  Catalog tables(Caller caller);

  /** The namespaces of that catalog. */
  default SupportsNamespaces namespaces(Caller caller) {
    if (tables(caller) instanceof SupportsNamespaces namespaces) {
      return namespaces;
    }
    throw new WeirException(
        ErrorCode.STATEMENT_NOT_SUPPORTED, "the catalog has no namespaces to change");
  }

  /** The views of that catalog. */
  default ViewCatalog views(Caller caller) {
    if (tables(caller) instanceof ViewCatalog views) {
      return views;
    }
    throw new WeirException(ErrorCode.STATEMENT_NOT_SUPPORTED, "the catalog has no views");
  }
}
