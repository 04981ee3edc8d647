package dev.weir.local.role;

import dev.weir.web.catalog.CatalogAccess;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.rest.RESTCatalog;
import org.jspecify.annotations.Nullable;

/** A catalog that is opened when it is first asked for, and then kept. Thread-safe. */
final class LateCatalog implements CatalogAccess, AutoCloseable {
  private final Supplier<RESTCatalog> opening;
  private @Nullable RESTCatalog opened;

  LateCatalog(Supplier<RESTCatalog> opening) {
    this.opening = opening;
  }

  @Override
  public synchronized Catalog open() {
    if (opened == null) {
      opened = opening.get();
    }
    return opened;
  }

  @Override
  public synchronized void close() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }
}
