package dev.weir.operator.e2e;

import dev.weir.crds.warehouse.Warehouse;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.stream.Collectors;

/** What a person would look at when something does not become ready. */
final class Trouble {
  private static final int LINES = 30;

  private Trouble() {}

  static String of(KubernetesClient client, String namespace) {
    StringBuilder text = new StringBuilder("not ready in time\n");
    client
        .resources(Warehouse.class)
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(
            warehouse -> text.append(Serialization.asYaml(warehouse.getStatus())).append('\n'));
    client
        .v1()
        .events()
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(
            event -> {
              if (!"Normal".equals(event.getType())) {
                text.append(event.getInvolvedObject().getName())
                    .append(": ")
                    .append(event.getMessage())
                    .append('\n');
              }
            });
    client.pods().inAnyNamespace().list().getItems().stream()
        .filter(pod -> !pod.getMetadata().getNamespace().equals("kube-system"))
        .forEach(pod -> text.append(describe(client, pod)));
    return text.toString();
  }

  private static String describe(KubernetesClient client, Pod pod) {
    String containers =
        pod.getStatus().getContainerStatuses().stream()
            .map(Trouble::state)
            .collect(Collectors.joining("; "));
    return "== pod %s on %s: %s %s%n%s%n"
        .formatted(
            pod.getMetadata().getName(),
            pod.getSpec().getNodeName(),
            pod.getStatus().getPhase(),
            containers,
            log(client, pod));
  }

  private static String state(ContainerStatus status) {
    return "%s ready=%s restarts=%d %s"
        .formatted(
            status.getName(),
            status.getReady(),
            status.getRestartCount(),
            status.getState().getWaiting() == null
                ? ""
                : status.getState().getWaiting().getReason());
  }

  private static String log(KubernetesClient client, Pod pod) {
    try {
      return client.pods().resource(pod).tailingLines(LINES).getLog();
    } catch (KubernetesClientException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }
}
