package dev.weir.operator.warehouse;

import dev.weir.crds.warehouse.Warehouse;
import dev.weir.operator.apply.Observed;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a Warehouse cannot be accepted: everything at once, one line each. */
public final class WarehouseProblems {
  private WarehouseProblems() {}

  /** Of a Warehouse whose objects are looked up. */
  public static Optional<String> find(Warehouse warehouse, KubernetesClient client) {
    WarehouseNames names = WarehouseNames.of(warehouse);
    List<StatefulSet> live =
        Stream.of(names.meta(), names.storage(), names.database())
            .map(
                name ->
                    client
                        .apps()
                        .statefulSets()
                        .inNamespace(names.namespace())
                        .withName(name)
                        .get())
            .filter(Objects::nonNull)
            .filter(names.labels()::has)
            .toList();
    return find(warehouse, Observed.of(live));
  }

  /** The same with its objects as they were last seen. Pure. */
  static Optional<String> find(Warehouse warehouse, Observed seen) {
    List<String> problems = new ArrayList<>(WarehouseValidation.problems(warehouse));
    problems.addAll(FixedDisks.problems(warehouse, seen));
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", problems));
  }
}
