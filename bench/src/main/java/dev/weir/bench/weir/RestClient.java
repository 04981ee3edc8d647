package dev.weir.bench.weir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;

/** The REST door, for what is not timed. Thread-safe. */
public final class RestClient implements AutoCloseable {
  public static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FINAL = Set.of("SUCCEEDED", "FAILED", "CANCELLED");

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final String token;

  public RestClient(String url, String token) {
    this.url = url;
    this.token = token;
  }

  public JsonNode get(String path) throws IOException {
    return send("GET", path, "application/json", BodyPublishers.noBody());
  }

  public JsonNode put(String path, String contentType, String body) throws IOException {
    return send("PUT", path, contentType, BodyPublishers.ofString(body));
  }

  public JsonNode post(String path, String body) throws IOException {
    return send("POST", path, "application/json", BodyPublishers.ofString(body));
  }

  public JsonNode delete(String path) throws IOException {
    return send("DELETE", path, "application/json", BodyPublishers.noBody());
  }

  /** Runs a statement to its end and gives its status. */
  public JsonNode run(String sql) throws IOException {
    ObjectNode body = JSON.createObjectNode().put("sql", sql);
    return await(post("/api/v1/queries", body.toString()).path("id").asText());
  }

  /**
   * Sends a file into a table and waits until it is committed.
   *
   * @param options query parameters, as {@code format=parquet}
   */
  public JsonNode upload(String table, Path file, String options) throws IOException {
    JsonNode query =
        send(
            "POST",
            "/api/v1/uploads/" + table + "?" + options,
            "application/octet-stream",
            BodyPublishers.ofFile(file));
    return await(query.path("id").asText());
  }

  @Override
  public void close() {
    http.close();
  }

  private JsonNode await(String id) throws IOException {
    JsonNode status = get("/api/v1/queries/" + id);
    while (!FINAL.contains(status.path("state").asText())) {
      pause();
      status = get("/api/v1/queries/" + id);
    }
    if (!status.path("state").asText().equals("SUCCEEDED")) {
      throw new IOException("query " + id + " failed: " + status.path("error"));
    }
    return status;
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(5);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private JsonNode send(String method, String path, String contentType, BodyPublisher body)
      throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", contentType)
            .header("Accept", "application/json")
            .method(method, body)
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 400) {
        throw new IOException(
            method + " " + path + " answered " + answer.statusCode() + ": " + answer.body());
      }
      return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }
}
