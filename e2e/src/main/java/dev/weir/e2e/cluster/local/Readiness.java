package dev.weir.e2e.cluster.local;

import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import dev.weir.e2e.cluster.process.ProcessRecord;
import dev.weir.e2e.cluster.process.Waiting;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Waiting for the parts of a cluster. A part that has ended will not become ready: that is told at
 * once, with the end of its log.
 *
 * @param layout of the cluster
 * @param client that fails fast
 */
record Readiness(ClusterLayout layout, KubernetesClient client) {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration DNS_PATIENCE = Duration.ofSeconds(2);
  private static final int LINES_SHOWN = 12;

  void awaitApiServer() {
    await("the API server", () -> "ok".equals(client.raw("/readyz")));
  }

  /** Until then no pod can be created. */
  void awaitServiceAccount() {
    await(
        "the default service account",
        () -> client.serviceAccounts().inNamespace("default").withName("default").get() != null);
  }

  /**
   * Waits for a node that reports to be ready.
   *
   * @param since older reports do not count: they are from before a power cut
   */
  void awaitNode(String name, Instant since) {
    await(
        name,
        () -> {
          Node node = client.nodes().withName(name).get();
          return node != null && client.resource(node).isReady() && hasReported(node, since);
        });
  }

  private static boolean hasReported(Node node, Instant since) {
    // Kubernetes writes whole seconds.
    Instant second = since.truncatedTo(ChronoUnit.SECONDS);
    return node.getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .anyMatch(ready -> !Instant.parse(ready.getLastHeartbeatTime()).isBefore(second));
  }

  /** Waits until each node reaches the DNS by its service, which it learns a little later. */
  void awaitDns(List<String> nodes) {
    await(
        "the cluster's DNS",
        () -> client.apps().deployments().inNamespace("kube-system").withName("coredns").isReady());
    nodes.forEach(node -> await("DNS on " + node, () -> reachesDns(node)));
  }

  private boolean reachesDns(String node) {
    return Network.inside(layout.namespaceOf(node))
        .and("bash", "-c", "exec 3<>/dev/tcp/%s/53".formatted(ClusterLayout.DNS_ADDRESS))
        .within(DNS_PATIENCE)
        .succeeds();
  }

  private void await(String what, BooleanSupplier condition) {
    try {
      Waiting.until(
          what,
          LIMIT,
          () -> {
            layout.processes().list().forEach(this::checkAlive);
            return holds(condition);
          });
    } catch (WeirException e) {
      throw new WeirException(
          e.code(),
          e.getMessage(),
          "Logs are in %s and %s; ./weir cluster down --name %s removes everything."
              .formatted(layout.logs(), layout.nodeFolder("NODE").resolve("log"), layout.name()),
          e);
    }
  }

  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (KubernetesClientException notYet) {
      return false;
    }
  }

  private void checkAlive(ProcessRecord process) {
    if (!process.isRunning()) {
      throw new WeirException(
          ErrorCode.UNAVAILABLE,
          process.name() + " has ended:\n  " + String.join("\n  ", lastLines(process)));
    }
  }

  private List<String> lastLines(ProcessRecord process) {
    Path log = layout.processes().log(process.name());
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
    } catch (IOException e) {
      return List.of("(its log " + log + " cannot be read: " + e.getMessage() + ")");
    }
  }
}
