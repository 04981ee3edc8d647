package dev.weir.operator.warehouse;

import dev.weir.contracts.config.PodEnvironment;
import dev.weir.crds.warehouse.ExternalService;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.pod.PartPod;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metadata DB of a Warehouse as its web pods are told of it. Pure.
 *
 * @param url of JDBC
 * @param secret with user and password; null: none are sent
 * @param foreign whether somebody else runs it; the Secret may have its authority then
 */
record DatabaseSettings(String url, @Nullable String secret, boolean foreign) {
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
          names.database(),
          false);
    }
    return new DatabaseSettings(
        external.url(), external.secretRef() == null ? null : external.secretRef().name(), true);
  }

  /** Tells a pod. */
  void into(PartPod pod) {
    pod.environment(PodEnvironment.DATABASE_URL, url);
    if (secret == null) {
      return;
    }
    pod.secretFolder(
        "database",
        PodEnvironment.DATABASE_FOLDER,
        secret,
        Map.of(USERNAME, "username", PASSWORD, "password"));
    if (foreign) {
      pod.optionalSecretFolder(
          "database-ca",
          PodEnvironment.DATABASE_CA_FOLDER,
          secret,
          Map.of("ca.crt", PodEnvironment.DATABASE_CA_FILE));
    }
  }
}
