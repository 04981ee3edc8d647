package dev.weir.operator.warehouse;

import dev.weir.crds.warehouse.ExternalService;
import dev.weir.crds.warehouse.Warehouse;
import org.jspecify.annotations.Nullable;

/**
 * The metadata DB of a Warehouse as its web pods are told of it. Pure.
 *
 * @param url of JDBC
 * @param secret with user and password; null: none are sent
 */
record DatabaseSettings(String url, @Nullable String secret) {
  static final String USERNAME = "username";
  static final String PASSWORD = "password";

  static DatabaseSettings of(Warehouse warehouse) {
    WarehouseNames names = WarehouseNames.of(warehouse);
    var database = warehouse.getSpec().database();
    ExternalService external = database == null ? null : database.external();
    if (external == null) {
      return new DatabaseSettings(
          "jdbc:postgresql://"
              + names.host(names.database())
              + ":"
              + WarehouseNames.DATABASE_PORT
              + "/"
              + WarehouseNames.OWN,
          names.database());
    }
    return new DatabaseSettings(
        external.url(), external.secretRef() == null ? null : external.secretRef().name());
  }
}
