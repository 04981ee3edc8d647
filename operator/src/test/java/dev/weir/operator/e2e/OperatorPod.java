package dev.weir.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.operator.runtime.Eventually;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** What the pod of the operator says of itself. */
record OperatorPod(KubernetesClient client, Pod pod) {

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

  /** Waits until there is a sample with these labels that is not 0. */
  void await(String name, String labels) throws Exception {
    Eventually.holds(() -> assertThat(metric(name)).anyMatch(line -> line.contains(labels)));
  }
}
