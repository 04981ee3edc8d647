package dev.weir.crds.apply;

import dev.weir.crds.Kind;
import dev.weir.crds.reference.ObjectRef;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A resource that another one names.
 *
 * @param path of the field
 * @param kind of the named one
 * @param name in the same namespace
 */
record Reference(String path, Kind kind, String name) {

  static List<Reference> of(ObjectRef warehouse, @Nullable ObjectRef cluster) {
    return Stream.concat(
            Stream.of(new Reference("spec.warehouseRef", Kind.WAREHOUSE, warehouse.name())),
            Optional.ofNullable(cluster).stream()
                .map(
                    ref ->
                        new Reference("spec.computeClusterRef", Kind.COMPUTE_CLUSTER, ref.name())))
        .toList();
  }
}
