package dev.weir.local.role;

import dev.weir.contracts.config.MetaConfig;
import dev.weir.contracts.config.StorageConfig;
import dev.weir.storage.StorageProperties;
import dev.weir.storage.iceberg.ObjectStoreFileIO;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.CatalogProperties;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.rest.auth.AuthProperties;
import org.jspecify.annotations.Nullable;

/** The catalog behind Iceberg REST, with the rights of the service. */
final class RemoteCatalog {
  private static final String CONNECT_MILLIS = "3000";

  /**
   * Longer than meta itself waits for its group. Without a limit, a call to a machine that has lost
   * its power would wait for a quarter of an hour.
   */
  private static final String ANSWER_MILLIS =
      Long.toString(MetaConfig.TIMEOUT_MILLIS_DEFAULT + 5_000);

  private RemoteCatalog() {}

  /** As {@link #openNow}, as soon as meta answers. */
  static RESTCatalog open(
      String url, String adminToken, StorageConfig storage, @Nullable Path tlsFolder) {
    return Patience.untilThere(
        "the catalog of meta", () -> openNow(url, adminToken, storage, tlsFolder));
  }

  /**
   * Asks the door once for its configuration.
   *
   * @param url of meta's HTTP
   * @param storage how its files are read and written
   * @param tlsFolder with this part's identity; null: that of the JVM
   * @throws org.apache.iceberg.exceptions.RESTException when meta does not answer
   */
  static RESTCatalog openNow(
      String url, String adminToken, StorageConfig storage, @Nullable Path tlsFolder) {
    Map<String, String> properties = new HashMap<>();
    properties.put(CatalogProperties.URI, url + "/iceberg");
    properties.put(AuthProperties.AUTH_TYPE, AuthProperties.AUTH_TYPE_NONE);
    properties.put("header.Authorization", "Bearer " + adminToken);
    properties.put("rest.client.connection-timeout-ms", CONNECT_MILLIS);
    properties.put("rest.client.socket-timeout-ms", ANSWER_MILLIS);
    properties.put(CatalogProperties.FILE_IO_IMPL, ObjectStoreFileIO.class.getName());
    if (tlsFolder != null) {
      properties.put(PartTlsConfigurer.PROPERTY, PartTlsConfigurer.class.getName());
      properties.put(PartTlsConfigurer.FOLDER, tlsFolder.toString());
    }
    properties.putAll(StorageProperties.format(storage));
    RESTCatalog catalog = new RESTCatalog();
    catalog.initialize("weir", properties);
    return catalog;
  }
}
