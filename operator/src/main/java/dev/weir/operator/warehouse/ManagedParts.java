package dev.weir.operator.warehouse;

import dev.weir.crds.warehouse.ManagedService;
import dev.weir.crds.warehouse.ManagedStorage;
import dev.weir.crds.warehouse.Warehouse;

/** Which services beside its own parts the operator runs for a Warehouse. Pure. */
final class ManagedParts {
  private ManagedParts() {}

  static boolean runsStorage(Warehouse warehouse) {
    var storage = warehouse.getSpec().storage();
    return storage == null || storage.s3() == null;
  }

  static ManagedStorage storage(Warehouse warehouse) {
    var storage = warehouse.getSpec().storage();
    ManagedStorage managed = storage == null ? null : storage.managed();
    return managed == null ? new ManagedStorage(null, null, null, null) : managed;
  }

  static boolean runsDatabase(Warehouse warehouse) {
    var database = warehouse.getSpec().database();
    return database == null || database.external() == null;
  }

  static ManagedService database(Warehouse warehouse) {
    var database = warehouse.getSpec().database();
    ManagedService managed = database == null ? null : database.managed();
    return managed == null ? new ManagedService(null, null, null) : managed;
  }
}
