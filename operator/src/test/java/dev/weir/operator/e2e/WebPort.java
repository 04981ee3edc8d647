package dev.weir.operator.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** A web pod's REST, reached from this machine through the API server. */
final class WebPort implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String QUERIES = "/api/v1/queries";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final LocalPortForward forward;
  private final String token;

  private WebPort(LocalPortForward forward, String token) {
    this.forward = forward;
    this.token = token;
  }

  /** Of a Warehouse that is ready, as its administrator. */
  static WebPort open(KubernetesClient client, String namespace, String warehouse) {
    Pod pod =
        client
            .pods()
            .inNamespace(namespace)
            .withLabels(
                Map.of(
                    "app.kubernetes.io/instance", warehouse, "app.kubernetes.io/component", "web"))
            .list()
            .getItems()
            .stream()
            .filter(Readiness::isPodReady)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no web pod is ready"));
    return new WebPort(
        client
            .pods()
            .inNamespace(namespace)
            .withName(pod.getMetadata().getName())
            .portForward(7400),
        adminToken(client, namespace, warehouse));
  }

  /** What the administrator of a Warehouse shows. */
  static String adminToken(KubernetesClient client, String namespace, String warehouse) {
    Secret admin = client.secrets().inNamespace(namespace).withName(warehouse + "-admin").require();
    return new String(
        Base64.getDecoder().decode(admin.getData().get("token")), StandardCharsets.UTF_8);
  }

  /** Runs a statement to its end; its rows as JSON. */
  JsonNode sql(String statement) throws IOException, InterruptedException {
    return rows(submit(statement));
  }

  /** The id of a query that was taken. */
  String submit(String statement) throws IOException, InterruptedException {
    String body = JSON.createObjectNode().put("sql", statement).toString();
    return call("POST", QUERIES, body).path("id").asText();
  }

  /** Where a query is. */
  String state(String id) throws IOException, InterruptedException {
    return call("GET", QUERIES + "/" + id, null).path("state").asText();
  }

  /** The rows of a query, waited for. */
  JsonNode rows(String id) throws IOException, InterruptedException {
    JsonNode query = call("GET", QUERIES + "/" + id, null);
    while (!query.path("state").asText().matches("SUCCEEDED|FAILED|CANCELLED")) {
      Thread.sleep(50);
      query = call("GET", QUERIES + "/" + id, null);
    }
    if (!query.path("state").asText().equals("SUCCEEDED")) {
      throw new AssertionError(query.path("sql").asText() + ": " + query.path("error"));
    }
    return call("GET", QUERIES + "/" + id + "/rows?limit=100000", null).path("rows");
  }

  /** The answer's JSON; fails when it is an error. */
  JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + forward.getLocalPort() + path))
            .timeout(LIMIT)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new AssertionError(method + " " + path + ": " + answer.statusCode() + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() throws IOException {
    forward.close();
    http.close();
  }
}
