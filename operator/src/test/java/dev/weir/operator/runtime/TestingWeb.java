package dev.weir.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the web app keeps of content, behind the paths that it has; it checks nothing else. */
public final class TestingWeb implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, JsonNode> stored = Collections.synchronizedMap(new HashMap<>());
  private final List<String> writes = Collections.synchronizedList(new ArrayList<>());
  private volatile String token = "";
  private volatile boolean down;
  private volatile ObjectNode refusal;

  /** Listens on a free port of loopback. */
  public TestingWeb() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where it listens. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The only token that is let in. */
  public void letIn(String only) {
    token = only;
  }

  /** Lets in the administrator of Warehouse {@code local} in that namespace, once there is one. */
  public void letInAdministrator(KubernetesClient client, String namespace) throws Exception {
    var secret = client.secrets().inNamespace(namespace).withName("local-admin");
    Eventually.holds(() -> assertThat(secret.get()).isNotNull());
    letIn(
        new String(
            Base64.getDecoder().decode(secret.require().getData().get("token")),
            StandardCharsets.UTF_8));
  }

  /** Whether every request fails as one to a server that starts does. */
  public void setDown(boolean value) {
    down = value;
  }

  /** Whatever is put or checked is refused so; a code of null takes that back. */
  public void refuse(String code, String message, String hint) {
    if (code == null) {
      refusal = null;
      return;
    }
    ObjectNode body = error(code, message);
    if (!hint.isEmpty()) {
      body.withObject("error").put("hint", hint);
    }
    refusal = body;
  }

  /** {@code METHOD path} of everything that was written. */
  public List<String> writes() {
    synchronized (writes) {
      return List.copyOf(writes);
    }
  }

  /** What is stored under that path, as the web app has it. */
  public Map<String, JsonNode> stored() {
    synchronized (stored) {
      return Map.copyOf(stored);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (down) {
        answer(exchange, 503, error("UNAVAILABLE", "starting"));
      } else if (!("Bearer " + token)
          .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        answer(exchange, 401, error("UNAUTHENTICATED", "who are you"));
      } else {
        serve(exchange, path, body);
      }
    }
  }

  private void serve(HttpExchange exchange, String path, String body) throws IOException {
    String method = exchange.getRequestMethod();
    ObjectNode refused = refusal;
    if (refused != null && (method.equals("PUT") || method.equals("POST"))) {
      answer(exchange, 422, refused);
      return;
    }
    switch (method) {
      case "POST" -> answer(exchange, path.endsWith("/check") ? 204 : 404, null);
      case "PUT" -> {
        writes.add("PUT " + path);
        JsonNode tree = JSON.readTree(body);
        ObjectNode resource = (ObjectNode) tree;
        resource.putObject("status").put("url", address() + path);
        ObjectNode entry = JSON.createObjectNode();
        entry.set("resource", resource);
        stored.put(path, entry);
        answer(exchange, 200, entry);
      }
      case "DELETE" -> {
        writes.add("DELETE " + path);
        answer(exchange, stored.remove(path) == null ? 404 : 204, null);
      }
      default -> {
        JsonNode entry = stored.get(path);
        answer(
            exchange,
            entry == null ? 404 : 200,
            entry == null ? error("RESOURCE_NOT_FOUND", path) : entry);
      }
    }
  }

  private static ObjectNode error(String code, String message) {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("error").put("code", code).put("message", message);
    return body;
  }

  private static void answer(HttpExchange exchange, int status, JsonNode body) throws IOException {
    byte[] bytes = body == null ? new byte[0] : JSON.writeValueAsBytes(body);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
