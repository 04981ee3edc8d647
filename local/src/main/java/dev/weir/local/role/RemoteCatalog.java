package dev.weir.local.role;

import dev.weir.contracts.config.StorageConfig;
import dev.weir.storage.StorageProperties;
import dev.weir.storage.iceberg.ObjectStoreFileIO;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.rest.auth.AuthProperties;

/** The catalog behind Iceberg REST, with the rights of the service. */
final class RemoteCatalog {
  private RemoteCatalog() {}

  /**
   * Asks the door once for its configuration.
   *
   * @param url of meta's HTTP
   * @param storage how its files are read and written
   */
  static RESTCatalog open(String url, String adminToken, StorageConfig storage) {
    Map<String, String> properties = new HashMap<>();
    properties.put(CatalogProperties.URI, url + "/iceberg");
    properties.put(AuthProperties.AUTH_TYPE, AuthProperties.AUTH_TYPE_NONE);
    properties.put("header.Authorization", "Bearer " + adminToken);
    properties.put(CatalogProperties.FILE_IO_IMPL, ObjectStoreFileIO.class.getName());
    properties.putAll(StorageProperties.format(storage));
    return Patience.untilThere("the catalog of meta", () -> open(properties));
  }

  private static RESTCatalog open(Map<String, String> properties) {
    RESTCatalog catalog = new RESTCatalog();
    catalog.initialize("weir", properties);
    return catalog;
  }
}
