package dev.weir.operator.warehouse;

import dev.weir.crds.reference.SecretKeyRef;
import dev.weir.crds.warehouse.ExternalService;
import dev.weir.crds.warehouse.S3Storage;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.crds.warehouse.WarehouseSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A Secret of somebody else's that pods of a Warehouse cannot start without. Pure.
 *
 * @param path of the field that names it
 * @param name of the Secret
 * @param keys that it must have
 */
record SecretUse(String path, String name, List<String> keys) {

  static List<SecretUse> of(Warehouse warehouse) {
    List<SecretUse> uses = new ArrayList<>();
    WarehouseSpec spec = warehouse.getSpec();
    S3Storage s3 = spec.storage() == null ? null : spec.storage().s3();
    if (s3 != null) {
      StorageSettings storage = StorageSettings.of(warehouse);
      uses.add(
          new SecretUse(
              "spec.storage.s3.secretRef",
              storage.secret(),
              List.of(storage.accessKeyKey(), storage.secretKeyKey())));
    }
    ExternalService database = spec.database() == null ? null : spec.database().external();
    if (database != null && database.secretRef() != null) {
      uses.add(
          new SecretUse(
              "spec.database.external.secretRef",
              database.secretRef().name(),
              List.of(DatabaseSettings.USERNAME, DatabaseSettings.PASSWORD)));
    }
    SecretKeyRef admin = spec.auth().adminTokenSecretRef();
    if (admin != null) {
      uses.add(new SecretUse("spec.auth.adminTokenSecretRef", admin.name(), List.of(admin.key())));
    }
    return uses;
  }

  /** What is to be done when keys are missing. */
  String missing(List<String> absent) {
    StringBuilder command = new StringBuilder("kubectl create secret generic ").append(name);
    keys.forEach(key -> command.append(" --from-literal=").append(key).append("=…"));
    String what =
        absent.size() == keys.size()
            ? "Secret \"" + name + "\" is not there or has none of its keys"
            : "Secret \"" + name + "\" lacks " + String.join(", ", absent);
    return path + ": " + what + "; for example: " + command;
  }
}
