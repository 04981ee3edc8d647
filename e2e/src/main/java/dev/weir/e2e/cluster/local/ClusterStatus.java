package dev.weir.e2e.cluster.local;

import dev.weir.e2e.cluster.process.ProcessRecord;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the parts of a cluster are at one moment.
 *
 * @param parts processes by their name and how each is, and nodes as the API server sees them
 * @param isWell whether every process runs and every node is ready
 */
public record ClusterStatus(Map<String, String> parts, boolean isWell) {

  /** Looks at a cluster. */
  public static ClusterStatus of(LocalCluster cluster) {
    Map<String, String> parts = new LinkedHashMap<>();
    boolean well = !cluster.processes().isEmpty();
    for (ProcessRecord process : cluster.processes()) {
      boolean running = process.isRunning();
      well &= running;
      parts.put(process.name(), running ? "running, process " + process.pid() : "not running");
    }
    if (!Files.exists(cluster.kubeconfig())) {
      parts.put("API server", "was never started");
      return new ClusterStatus(parts, false);
    }
    try (KubernetesClient client = ClusterClients.impatient(cluster.layout())) {
      for (String name : cluster.nodes()) {
        Node node = client.nodes().withName(name).get();
        boolean ready = node != null && client.resource(node).isReady();
        // The API server notices a power cut only after some seconds.
        well &= ready && parts.containsKey(name);
        parts.putIfAbsent(name, "no power");
        parts.computeIfPresent(name, (key, state) -> state + (ready ? ", Ready" : ", not ready"));
      }
    } catch (KubernetesClientException e) {
      well = false;
      parts.put("API server", "does not answer: " + e.getMessage());
    }
    return new ClusterStatus(parts, well);
  }
}
