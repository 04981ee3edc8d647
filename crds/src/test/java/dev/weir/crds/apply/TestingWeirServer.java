package dev.weir.crds.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.contracts.error.ErrorBody;
import dev.weir.contracts.error.ErrorCode;
import dev.weir.contracts.error.WeirException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A warehouse's REST API over HTTP that stores what is put, answers what was set, and records every
 * call. A statement succeeds at the second look and changes the catalog through {@link #onSql}.
 */
final class TestingWeirServer implements AutoCloseable {
  static final String TOKEN = "secret-token";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, JsonNode> stored = Collections.synchronizedMap(new HashMap<>());
  private volatile @Nullable WeirException refusal;
  private volatile Runnable onSql = () -> {};

  TestingWeirServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  WeirApi api() {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new WeirApi(base, () -> TOKEN, Duration.ofSeconds(10));
  }

  /** {@code METHOD path}, for POST with the statement. Cleared. */
  List<String> takeCalls() {
    synchronized (calls) {
      List<String> taken = List.copyOf(calls);
      calls.clear();
      return taken;
    }
  }

  void set(String path, String json) {
    stored.put(path, tree(json));
  }

  JsonNode stored(String path) {
    return stored.get(path);
  }

  void onSql(Runnable effect) {
    onSql = effect;
  }

  /** Every write is refused so; null: none. */
  void refuse(@Nullable WeirException failure) {
    refusal = failure;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String method = exchange.getRequestMethod();
    boolean check = method.equals("POST") && path.endsWith("/check");
    boolean sql = method.equals("POST") && !check;
    calls.add(method + " " + path + (sql ? " " + tree(body).path("sql").asText() : ""));
    if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, new WeirException(ErrorCode.UNAUTHENTICATED, "no token"));
    } else if (refusal != null && !method.equals("GET")) {
      answer(exchange, refusal);
    } else if (check) {
      answer(exchange, 204, null);
    } else if (sql) {
      onSql.run();
      ObjectNode status = JSON.createObjectNode().put("id", "q 1").put("state", "QUEUED");
      stored.put("/api/v1/queries/q%201", status.deepCopy().put("state", "SUCCEEDED"));
      answer(exchange, 202, status);
    } else if (method.equals("PUT")) {
      JsonNode resource = tree(body);
      JsonNode answer =
          resource.has("kind") ? JSON.createObjectNode().set("resource", resource) : resource;
      stored.put(path, answer);
      answer(exchange, 200, answer);
    } else if (method.equals("DELETE") && stored.remove(path) != null) {
      answer(exchange, 204, null);
    } else if (stored.containsKey(path)) {
      answer(exchange, 200, stored.get(path));
    } else {
      answer(exchange, new WeirException(ErrorCode.RESOURCE_NOT_FOUND, "nothing at " + path));
    }
  }

  private static void answer(HttpExchange exchange, WeirException failure) throws IOException {
    JsonNode body = JSON.valueToTree(ErrorBody.of(failure, null));
    answer(exchange, failure.code().httpStatus(), body);
  }

  private static void answer(HttpExchange exchange, int status, @Nullable JsonNode body)
      throws IOException {
    byte[] bytes = body == null ? new byte[0] : JSON.writeValueAsBytes(body);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
