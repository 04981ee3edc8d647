package dev.weir.operator.pod;

import dev.weir.crds.pod.Toleration;
import dev.weir.crds.pod.TolerationOperator;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.ArrayList;
import java.util.List;

/** Tolerations as Kubernetes writes them. Pure. */
public final class Tolerations {
  /** Kubernetes adds five minutes for both where a pod has none for them. */
  private static final List<String> LOST =
      List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");

  private static final long LOST_SECONDS = 5;

  private Tolerations() {}

  /** Of a pod that leaves a lost machine after seconds. */
  public static List<io.fabric8.kubernetes.api.model.Toleration> leaving() {
    return of(List.of(), true);
  }

  /**
   * @param leaves whether the pod leaves a lost machine after seconds, unless it is said otherwise
   */
  static List<io.fabric8.kubernetes.api.model.Toleration> of(
      List<Toleration> given, boolean leaves) {
    List<io.fabric8.kubernetes.api.model.Toleration> all = new ArrayList<>(of(given));
    for (String lost : leaves ? LOST : List.<String>of()) {
      if (given.stream().noneMatch(toleration -> lost.equals(toleration.key()))) {
        all.add(
            new TolerationBuilder()
                .withKey(lost)
                .withOperator("Exists")
                .withEffect("NoExecute")
                .withTolerationSeconds(LOST_SECONDS)
                .build());
      }
    }
    return all;
  }

  private static List<io.fabric8.kubernetes.api.model.Toleration> of(List<Toleration> tolerations) {
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
