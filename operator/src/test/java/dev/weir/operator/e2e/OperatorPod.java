package dev.weir.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.operator.runtime.Eventually;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the pod of the operator says of itself. */
record OperatorPod(KubernetesClient client, Pod pod) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Samples of a metric, as text; those that are 0 are left out. */
  List<String> metric(String name) throws IOException, InterruptedException {
    try (LocalPortForward forward = client.pods().resource(pod).portForward(7400);
        HttpClient http = HttpClient.newHttpClient()) {
      URI metrics = URI.create("http://127.0.0.1:" + forward.getLocalPort() + "/metrics");
      String text =
          http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
              .body();
      return text.lines()
          .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
          .filter(line -> !line.endsWith(" 0.0"))
          .toList();
    }
  }

  /**
   * What it has used, as the kubelet has measured it last.
   *
   * @param nanos when that was
   * @param cpuNanos of a core since its start
   * @param memoryBytes that it holds and that cannot be taken from it
   */
  record Usage(long nanos, long cpuNanos, long memoryBytes) {}

  Usage usage() throws IOException {
    JsonNode summary =
        JSON.readTree(
            client.raw("/api/v1/nodes/" + pod.getSpec().getNodeName() + "/proxy/stats/summary"));
    for (JsonNode one : summary.path("pods")) {
      if (one.at("/podRef/uid").asText().equals(pod.getMetadata().getUid())) {
        Instant at = Instant.parse(one.at("/cpu/time").asText());
        return new Usage(
            TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano(),
            one.at("/cpu/usageCoreNanoSeconds").asLong(),
            one.at("/memory/workingSetBytes").asLong());
      }
    }
    throw new AssertionError("the kubelet does not know the operator's pod: " + summary);
  }

  /** Waits until there is a sample with these labels that is not 0. */
  void await(String name, String labels) throws Exception {
    Eventually.holds(() -> assertThat(metric(name)).anyMatch(line -> line.contains(labels)));
  }
}
