package dev.weir.operator.warehouse;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Services. A port has the same number on the Service, on the pod and in its name. Pure. */
final class Services {
  private Services() {}

  /** One address for whichever pods are ready. */
  static HasMetadata inside(
      ObjectMeta metadata, Map<String, String> selector, Map<String, Integer> ports) {
    return new ServiceBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withType("ClusterIP")
        .withSelector(selector)
        .withPorts(ports(ports))
        .endSpec()
        .build();
  }

  /** Every pod, ready or not, also while it ends; with a name for each that has a stable one. */
  static HasMetadata headless(
      ObjectMeta metadata, Map<String, String> selector, Map<String, Integer> ports) {
    return addresses(metadata, selector, ports, true);
  }

  /** The addresses of all pods that are ready, for clients that choose among them themselves. */
  static HasMetadata ready(
      ObjectMeta metadata, Map<String, String> selector, Map<String, Integer> ports) {
    // Not false, which the API server leaves out: the object would never be as it is wanted.
    return addresses(metadata, selector, ports, null);
  }

  private static HasMetadata addresses(
      ObjectMeta metadata,
      Map<String, String> selector,
      Map<String, Integer> ports,
      @Nullable Boolean alsoNotReady) {
    return new ServiceBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(alsoNotReady)
        .withSelector(selector)
        .withPorts(ports(ports))
        .endSpec()
        .build();
  }

  private static List<ServicePort> ports(Map<String, Integer> ports) {
    return ports.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(
            port ->
                new ServicePortBuilder()
                    .withName(port.getKey())
                    .withProtocol("TCP")
                    .withPort(port.getValue())
                    .withNewTargetPort(port.getKey())
                    .build())
        .toList();
  }
}
