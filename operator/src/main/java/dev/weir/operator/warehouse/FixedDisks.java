package dev.weir.operator.warehouse;

import dev.weir.crds.warehouse.ManagedService;
import dev.weir.crds.warehouse.ManagedStorage;
import dev.weir.crds.warehouse.MetaSettings;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.apply.Observed;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses other disks for pods that have theirs: Kubernetes cannot change a template. Pure. */
final class FixedDisks {
  private FixedDisks() {}

  static List<String> problems(Warehouse warehouse, Observed seen) {
    WarehouseNames names = WarehouseNames.of(warehouse);
    List<String> problems = new ArrayList<>();
    MetaSettings meta = warehouse.getSpec().meta();
    check(problems, "spec.meta", seen, names.meta(), meta.size(), meta.storageClassName());
    if (ManagedParts.runsStorage(warehouse)) {
      ManagedStorage storage = ManagedParts.storage(warehouse);
      check(
          problems,
          "spec.storage.managed",
          seen,
          names.storage(),
          storage.size(),
          storage.storageClassName());
    }
    if (ManagedParts.runsDatabase(warehouse)) {
      ManagedService database = ManagedParts.database(warehouse);
      check(
          problems,
          "spec.database.managed",
          seen,
          names.database(),
          database.size(),
          database.storageClassName());
    }
    return problems;
  }

  private static void check(
      List<String> problems,
      String path,
      Observed seen,
      String name,
      String size,
      @Nullable String storageClass) {
    StatefulSet set = seen.find(StatefulSet.class, name).orElse(null);
    if (set == null || set.getSpec().getVolumeClaimTemplates().isEmpty()) {
      return;
    }
    PersistentVolumeClaimSpec claim = set.getSpec().getVolumeClaimTemplates().getFirst().getSpec();
    Quantity has = claim.getResources().getRequests().get("storage");
    if (Quantity.getAmountInBytes(has).compareTo(Quantity.getAmountInBytes(new Quantity(size)))
        != 0) {
      problems.add(
          "%s.size: the disks of %s have %s and cannot become %s; set it back, or expand each PersistentVolumeClaim by hand, delete the StatefulSet with --cascade=orphan and set it again"
              .formatted(path, name, has, size));
    }
    if (storageClass != null && !storageClass.equals(claim.getStorageClassName())) {
      problems.add(
          "%s.storageClassName: the disks of %s are of class %s and stay so; set it back"
              .formatted(path, name, claim.getStorageClassName()));
    }
  }
}
