package dev.weir.web.catalog;

import org.apache.iceberg.catalog.Catalog;

/** The way to the catalog, with the rights of the service. Thread-safe. */
@FunctionalInterface
public interface CatalogAccess {

  /**
   * The catalog; whoever asks first opens it, so that web serves before the catalog does.
   *
   * @throws org.apache.iceberg.exceptions.RESTException when it does not answer
   */
  Catalog open();
}
