package dev.weir.operator.pod;

import dev.weir.crds.pod.Toleration;
import dev.weir.crds.pod.TolerationOperator;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.List;

/** Tolerations as Kubernetes writes them. */
final class Tolerations {
  private Tolerations() {}

  static List<io.fabric8.kubernetes.api.model.Toleration> of(List<Toleration> tolerations) {
    return tolerations.stream()
        .map(
            toleration ->
                new TolerationBuilder()
                    .withKey(toleration.key())
                    .withOperator(
                        toleration.operator() == TolerationOperator.EXISTS ? "Exists" : "Equal")
                    .withValue(toleration.value())
                    .withEffect(toleration.effect())
                    .build())
        .toList();
  }
}
