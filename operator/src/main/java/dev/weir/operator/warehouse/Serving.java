package dev.weir.operator.warehouse;

import dev.weir.crds.warehouse.PartStatus;
import dev.weir.crds.warehouse.Warehouse;
import dev.weir.crds.warehouse.WarehouseStatus;
import java.util.List;

/** Whether a Warehouse takes requests, be it with fewer pods than wanted. Pure. */
public final class Serving {
  private static final List<String> NEEDED =
      List.of(WarehouseNames.META, WarehouseNames.GATEWAY, WarehouseNames.WEB);

  private Serving() {}

  /** By its status: every part that a request passes has a pod that is ready. */
  public static boolean of(Warehouse warehouse) {
    WarehouseStatus status = warehouse.getStatus();
    return status != null
        && NEEDED.stream()
            .allMatch(
                needed ->
                    status.parts().stream()
                        .filter(part -> part.name().equals(needed))
                        .mapToInt(PartStatus::readyReplicas)
                        .anyMatch(ready -> ready > 0));
  }
}
