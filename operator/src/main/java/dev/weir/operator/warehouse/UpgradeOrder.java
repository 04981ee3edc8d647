package dev.weir.operator.warehouse;

import dev.weir.operator.apply.Observed;
import dev.weir.operator.apply.Rollout;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which parts of a Warehouse wait with another image: who is asked gets it before those who ask,
 * one part at a time, and none while a part before it is not whole. Parts that are not there yet
 * are made at once. Pure.
 */
final class UpgradeOrder {
  private UpgradeOrder() {}

  /** A part that is there. */
  private record Part(String name, boolean otherImage, boolean whole) {}

  /**
   * @param wanted every object of the Warehouse
   * @param seen as it is
   * @return who waits for whom
   */
  static Map<String, String> waiting(
      WarehouseNames names, List<HasMetadata> wanted, Observed seen) {
    Map<String, String> waiting = new LinkedHashMap<>();
    String first = null;
    for (Part part : parts(names, wanted, seen)) {
      if (part.otherImage() && first != null) {
        waiting.put(part.name(), first);
      }
      if (first == null && (part.otherImage() || !part.whole())) {
        first = part.name();
      }
    }
    return waiting;
  }

  /** Whether an object is of a part that waits. */
  static boolean waits(WarehouseNames names, Map<String, String> waiting, HasMetadata object) {
    return isWorkload(object)
        && waiting.keySet().stream()
            .anyMatch(part -> object.getMetadata().getName().equals(nameOf(names, part)));
  }

  private static List<Part> parts(WarehouseNames names, List<HasMetadata> wanted, Observed seen) {
    return List.of(WarehouseNames.META, WarehouseNames.GATEWAY, WarehouseNames.WEB).stream()
        .flatMap(part -> part(part, nameOf(names, part), wanted, seen).stream())
        .toList();
  }

  private static Optional<Part> part(
      String part, String name, List<HasMetadata> wanted, Observed seen) {
    Optional<HasMetadata> next =
        wanted.stream()
            .filter(object -> isWorkload(object) && object.getMetadata().getName().equals(name))
            .findFirst();
    Optional<HasMetadata> live =
        seen.find(StatefulSet.class, name)
            .<HasMetadata>map(set -> set)
            .or(() -> seen.find(Deployment.class, name));
    return next.isEmpty() || live.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Part(
                part,
                !imageOf(next.get()).equals(imageOf(live.get())),
                rollout(live.get()).complete()));
  }

  private static String nameOf(WarehouseNames names, String part) {
    return switch (part) {
      case WarehouseNames.META -> names.meta();
      case WarehouseNames.GATEWAY -> names.gateway();
      default -> names.web();
    };
  }

  private static boolean isWorkload(HasMetadata object) {
    return object instanceof StatefulSet || object instanceof Deployment;
  }

  private static Rollout rollout(HasMetadata workload) {
    return workload instanceof StatefulSet set
        ? Rollout.of(set)
        : Rollout.of((Deployment) workload);
  }

  private static String imageOf(HasMetadata workload) {
    PodTemplateSpec template =
        workload instanceof StatefulSet set
            ? set.getSpec().getTemplate()
            : ((Deployment) workload).getSpec().getTemplate();
    return template.getSpec().getContainers().getFirst().getImage();
  }
}
