package dev.weir.operator.scaling;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Tells a Deployment which of its pods go first when it loses some. Thread-safe. */
public final class DeletionCosts {
  private static final String ANNOTATION = "controller.kubernetes.io/pod-deletion-cost";

  /** Others have none, which is 0. */
  private static final String FIRST = "-1000";

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;

  /** Writes through {@code client}, which the caller closes. */
  public DeletionCosts(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Those go first.
   *
   * @param selector of the cluster's pods
   * @param addresses of the pods that are to go
   */
  void goFirst(String namespace, Map<String, String> selector, Collection<String> addresses) {
    Set<String> going = Set.copyOf(addresses);
    for (Pod pod : client.pods().inNamespace(namespace).withLabels(selector).list().getItems()) {
      boolean first = pod.getStatus() != null && going.contains(pod.getStatus().getPodIP());
      Map<String, String> annotations = pod.getMetadata().getAnnotations();
      boolean said = annotations != null && FIRST.equals(annotations.get(ANNOTATION));
      if (first && !said) {
        var unused =
            client
                .pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .patch(
                    MERGE,
                    "{\"metadata\":{\"annotations\":{\"" + ANNOTATION + "\":\"" + FIRST + "\"}}}");
      }
    }
  }
}
